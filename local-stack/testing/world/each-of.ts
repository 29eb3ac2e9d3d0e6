/**
 * Does `task` for every item, `atOnce` of them at a time. The first failure is everybody's: none is
 * begun after it, and those under way are not waited for.
 */
export async function eachOf<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  task: (item: Item, place: number) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  let next = 0;
  let hasFailed = false;
  const work = async () => {
    while (next < items.length && !hasFailed) {
      const place = next++;
      results[place] = await task(items[place] as Item, place);
    }
  };
  const workers = Array.from({ length: Math.min(atOnce, items.length) }, work);
  try {
    await Promise.all(workers);
  } catch (error) {
    hasFailed = true;
    throw error;
  }
  return results;
}

/** Has contents collected; resolves when that is over. */
export type Collect = (cids: readonly string[]) => Promise<void>;

/**
 * One collection at a time, which goes through all that the node has: what is asked for while one is
 * under way is done together by the next.
 */
export function collectTogether(collect: Collect): Collect {
  let running: Promise<void> | undefined;
  let waiting: { cids: Set<string>; over: Promise<void> } | undefined;

  function run(cids: readonly string[]): Promise<void> {
    const isOver = () => {
      running = undefined;
    };
    const over = collect(cids);
    running = over.then(isOver, isOver);
    return over;
  }

  return (cids) => {
    if (!running) return run(cids);
    if (waiting) {
      for (const cid of cids) waiting.cids.add(cid);
      return waiting.over;
    }
    const next = new Set(cids);
    const over = running.then(() => {
      waiting = undefined;
      return run([...next]);
    });
    waiting = { cids: next, over };
    return over;
  };
}

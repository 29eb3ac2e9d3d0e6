import type { Page } from "@playwright/test";

/** In how many records of IndexedDB this origin keeps a text. */
export async function keptFor(page: Page, wanted: string): Promise<number> {
  return page.evaluate(async (text) => {
    let found = 0;
    for (const { name = "" } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      for (const store of db.objectStoreNames) {
        const all = db.transaction(store).objectStore(store).getAll();
        await new Promise((resolve) => {
          all.onsuccess = resolve;
        });
        const texts = all.result.map((value: unknown) =>
          JSON.stringify(value, (_, each) => (typeof each === "bigint" ? `${each}` : each)),
        );
        found += texts.filter((one: string) => one.includes(text)).length;
      }
      db.close();
    }
    return found;
  }, wanted);
}

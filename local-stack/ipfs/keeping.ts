import { CID } from "multiformats/cid";
import { type BlockStore, keyOf } from "./store/block-store.ts";
import type { Pins } from "./store/pin-files.ts";
import { walkCids } from "./walk-dag.ts";

/** Blocks that somebody needs and that no pin leads to yet. */
export type Hold = {
  /** From now on the block is not collected. Before it is looked for, not after. */
  keep(key: string): void;
  release(): void;
};

export type Keeping = {
  hold(): Hold;
  /**
   * Erases what no pin leads to and nobody holds; gives the keys. Asked while a collection runs, it
   * begins another one after it: the one that runs may have set its marks before.
   */
  collect(): Promise<string[]>;
};

/**
 * Marks and sweeps while everything else goes on. What is safe, and why:
 *
 * - What was pinned before the marks are set is marked.
 * - What is pinned later was held when the collection began, or was taken into a hold during it:
 *   both are spared, even when the hold is over by then.
 * - Nothing is awaited between the look whether a block is spared and its being gone from the store,
 *   so whoever takes it into a hold afterwards finds that it is missing, and writes it again.
 */
export function createKeeping(store: BlockStore, pins: Pins): Keeping {
  const holds = new Set<Set<string>>();
  let spared: Set<string> | undefined;
  let running: Promise<string[]> | undefined;
  let next: Promise<string[]> | undefined;

  const collectNow = async (): Promise<string[]> => {
    spared = new Set([...holds].flatMap((held) => [...held]));
    const safe = spared;
    const marked = await mark(store, pins);
    const removed: string[] = [];
    for (const key of store.keys()) {
      if (marked.has(key) || safe.has(key)) continue;
      await store.remove(key);
      removed.push(key);
    }
    return removed;
  };

  const begin = (): Promise<string[]> => {
    running = collectNow().finally(() => {
      running = undefined;
      spared = undefined;
    });
    return running;
  };

  return {
    hold() {
      const held = new Set<string>();
      holds.add(held);
      return {
        keep(key) {
          held.add(key);
          spared?.add(key);
        },
        release: () => void holds.delete(held),
      };
    },
    collect() {
      if (!running) return begin();
      next ??= running
        .catch(() => [])
        .then(() => {
          next = undefined;
          return begin();
        });
      return next;
    },
  };
}

/** Fails when a block on the way is missing: what lies behind it could not be told from the rest. */
async function mark(store: BlockStore, pins: Pins): Promise<Set<string>> {
  const marked = new Set<string>();
  for (const pin of pins.all()) {
    for await (const cid of walkCids(store, CID.parse(pin))) marked.add(keyOf(cid));
  }
  return marked;
}

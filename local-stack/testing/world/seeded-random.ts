import { createHash } from "node:crypto";

/** Chance that falls the same way each time: an endless sequence that `seed` decides. */
export type Random = {
  /** A number from 0 to just below 1. */
  fraction(): number;
  /** A whole number from 0 to `count - 1`. */
  below(count: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** The items in another order. */
  shuffle<Item>(items: readonly Item[]): Item[];
};

const SPREAD = 0x9e37_79b9;
const RANGE = 0x1_0000_0000;

/** Sequences of different names are as if they had nothing to do with each other. */
export function createRandom(seed: string | number, name = ""): Random {
  let state = createHash("sha256").update(`${seed}/${name}`).digest().readUInt32LE(0);
  // SplitMix32: one addition, and a hash of what it gives.
  const fraction = () => {
    state = (state + SPREAD) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85eb_ca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / RANGE;
  };
  const below = (count: number) => Math.floor(fraction() * count);
  return {
    fraction,
    below,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
    shuffle(items) {
      const shuffled = [...items];
      for (let last = shuffled.length - 1; last > 0; last--) {
        const other = below(last + 1);
        const moved = shuffled[last] as (typeof shuffled)[number];
        shuffled[last] = shuffled[other] as (typeof shuffled)[number];
        shuffled[other] = moved;
      }
      return shuffled;
    },
  };
}

import type { Address } from "@/lib/identity/core/address.ts";

/** How a flag is divided; drawn by `flag-shapes.tsx`. */
export const DIVISIONS = [
  "per-pale",
  "per-fess",
  "per-bend",
  "quarterly",
  "cross",
  "saltire",
  "border",
  "disc",
  "pale",
  "fess",
  "lozenge",
  "pile",
  "bend",
  "chequy",
  "chevron",
  "canton",
] as const;

export const CHARGES = ["none", "roundel", "diamond", "billet"] as const;

/** A signal flag: what an address looks like. Colours are hexadecimal. */
export type Flag = {
  division: (typeof DIVISIONS)[number];
  charge: (typeof CHARGES)[number];
  deep: string;
  bright: string;
  /** Whether the field has the deep colour, and what is on it the bright one. */
  isDeepField: boolean;
  mark: string;
  quarterTurns: number;
};

const DEEP = [
  "#234a5e",
  "#1d7a74",
  "#2f6ca8",
  "#6d4585",
  "#b4476b",
  "#c2553d",
  "#8f3b38",
  "#56702c",
];
const BRIGHT = [
  "#f4ead7",
  "#efc65f",
  "#93c7dc",
  "#f0a58f",
  "#a9cf9b",
  "#c6b3e6",
  "#e9e4dc",
  "#f2b8cb",
];

/**
 * The flag of an address, or of a group's id. Every digit counts, so addresses made to look alike
 * at both ends still fly different flags.
 */
export function flagOf(id: string): Flag {
  const draw = drawer(id.toLowerCase());
  const [deep, bright] = [pick(DEEP, draw()), pick(BRIGHT, draw())];
  return {
    deep,
    bright,
    isDeepField: draw() % 2 === 0,
    division: pick(DIVISIONS, draw()),
    charge: pick(CHARGES, draw()),
    mark: pick(
      DEEP.filter((colour) => colour !== deep),
      draw(),
    ),
    quarterTurns: draw() % 4,
  };
}

/** The colour that stands for an address beside its flag: of its two, the one the page lets stand out. */
export function flagColour(address: Address): string {
  const { deep, bright } = flagOf(address);
  return `light-dark(${deep}, ${bright})`;
}

function pick<Item>(items: readonly Item[], drawn: number): Item {
  return items[drawn % items.length] as Item;
}

/** Numbers that depend on all of `seed`: FNV-1a to gather it, Murmur3's finaliser to spread it. */
function drawer(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const character of seed) state = Math.imul(state ^ character.charCodeAt(0), 0x01000193);
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
}

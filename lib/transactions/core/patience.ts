const FIRST_MS = 1_000;
const GROWTH = 1.5;
const LONGEST_MS = 30_000;

/** After how long a chain is asked again that had not decided: soon at first, then less and less. */
export function askAgainInMs(turn: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * GROWTH ** turn);
}

/** A transaction that the chain has not decided about for so long may have been given up. */
export const SLOW_AFTER_MS = 10 * 60_000;

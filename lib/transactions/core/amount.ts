import { formatUnits } from "viem/utils";

/** From here on an amount is as good as without end: 2^96 is what some tokens take for it. */
const ENDLESS = 2n ** 96n - 1n;
/** Symbols are a few letters; a longer one is there to fill the screen. */
const MAX_SYMBOL_LENGTH = 12;
/** More decimals no token has for a reason; they would push the amount out of sight. */
export const MAX_DECIMALS = 36;

/** Whether a permission of that amount is one for everything, now and later. */
export function isEndless(amount: bigint): boolean {
  return amount >= ENDLESS;
}

/** An amount of smallest units as an exact decimal number: `1500000`, 6 → `1.5`. */
export function inUnits(amount: bigint, decimals: number): string {
  return formatUnits(amount, decimals);
}

/** A token's word for itself, with nothing in it that can't be seen; undefined when nothing is left. */
export function cleanSymbol(symbol: string | undefined): string | undefined {
  const visible = symbol?.replace(/[\p{C}\p{Z}\p{M}\u115f\u1160\u3164\uffa0]/gu, "");
  return visible ? visible.slice(0, MAX_SYMBOL_LENGTH) : undefined;
}

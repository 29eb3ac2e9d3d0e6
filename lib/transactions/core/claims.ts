import type { Address } from "@/lib/identity/core/address.ts";
import { inUnits } from "./amount.ts";

/** What a sender wrote beside a transaction, to be read by people. Nothing of it is proven. */
export type Claims = {
  description?: string;
  currency?: string;
  /** A number as it was written, with its decimals where they were given. */
  amount?: string;
  decimals?: number;
  from?: Address;
  to?: Address;
};

/** What really moves, or moved; parts that are not known are left out. */
export type Movement = {
  amount?: bigint;
  decimals?: number;
  symbol?: string;
  from?: Address;
  to?: Address;
};

export type Disagreement = "amount" | "currency" | "from" | "to";

/** A longer number is there to fill the screen. */
const MAX_LENGTH = 40;
/** Amounts come as floating-point numbers, which carry so many digits. */
const PRECISION = 1e-9;

/**
 * In what the sender's words differ from what is so. What was not said, and what is not known,
 * disagrees with nothing.
 */
export function disagreements(claims: Claims, movement: Movement): Disagreement[] {
  const differing: Disagreement[] = [];
  if (differsInAmount(claims, movement)) differing.push("amount");
  const { symbol } = movement;
  if (claims.currency && symbol && claims.currency.toUpperCase() !== symbol.toUpperCase())
    differing.push("currency");
  if (claims.from && movement.from && claims.from !== movement.from) differing.push("from");
  if (claims.to && movement.to && claims.to !== movement.to) differing.push("to");
  return differing;
}

/** Some apps write the amount in smallest units (XIP-21's example), some as people say it. */
function differsInAmount({ amount: claimed, decimals }: Claims, movement: Movement): boolean {
  if (claimed === undefined || movement.amount === undefined) return false;
  const number = Number(claimed);
  if (!Number.isFinite(number)) return true;
  const scale = movement.decimals ?? decimals ?? 0;
  const spoken = Number(inUnits(movement.amount, scale));
  // Decimals that were given say which of the two is meant, unless they are wrong themselves.
  if (decimals !== undefined && isNear(number / 10 ** decimals, spoken)) return false;
  return !isNear(number, spoken) && !isNear(number, Number(movement.amount));
}

/** A number of smallest units as people say it; as it was written where nothing is said of units. */
export function inUnitsOfNumber(amount: string, decimals: number | undefined): string {
  const number = Number(amount);
  if (!decimals || !Number.isInteger(number)) return amount.slice(0, MAX_LENGTH);
  return inUnits(BigInt(number), decimals).slice(0, MAX_LENGTH);
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= PRECISION * Math.max(Math.abs(one), Math.abs(other));
}

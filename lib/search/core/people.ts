import type { Address } from "@/lib/identity/core/address.ts";
import { fold } from "./fold.ts";
import { matchText, type Range } from "./match.ts";
import { parseQuery, type Query } from "./query.ts";

/** Somebody, or a group, as it is shown. */
export type Named = { name: string; address?: Address | undefined };

export type FoundNamed<T> = {
  of: T;
  /** What of the name was looked for. */
  ranges: Range[];
};

/** Fewer digits would be in half of all addresses. */
const FEWEST_DIGITS = 3;

/**
 * Who is meant by what somebody typed: all words begin a word of the name, or it is the beginning or
 * the end of the address. Whose name it begins come first; else the order stays as it was given.
 */
export function findNamed<T extends Named>(text: string, all: readonly T[]): FoundNamed<T>[] {
  const query = parseQuery(text);
  if (!query) return [];
  const open: Query = { words: query.words.map((word) => ({ ...word, isPrefix: true })) };
  const typed = fold(text.trim());
  const digits = addressDigits(text);
  const scored = all.flatMap((of) => {
    const ranges = matchText(of.name, open);
    if (ranges) return [{ of, ranges, score: fold(of.name).startsWith(typed) ? 2 : 1 }];
    const isAddress = digits !== undefined && of.address && hasDigits(of.address, digits);
    return isAddress ? [{ of, ranges: [], score: 0 }] : [];
  });
  return scored.sort((a, b) => b.score - a.score).map(({ of, ranges }) => ({ of, ranges }));
}

/** The hexadecimal digits in what looks like a part of an address: `0x12ab`, `12ab`, `0x12…9f0e`. */
function addressDigits(text: string): { first: string; last: string } | undefined {
  const [, first = "", last = ""] =
    /^\s*(?:0x)?([0-9a-f]*)(?:\s*(?:…|\.\.\.)\s*([0-9a-f]*))?\s*$/i.exec(text) ?? [];
  if (first.length + last.length < FEWEST_DIGITS) return undefined;
  return { first: first.toLowerCase(), last: last.toLowerCase() };
}

function hasDigits(address: Address, { first, last }: { first: string; last: string }): boolean {
  const digits = address.slice(2).toLowerCase();
  if (last !== "") return digits.startsWith(first) && digits.endsWith(last);
  return digits.startsWith(first) || digits.endsWith(first);
}

import { endOrigin, foldWithOrigins } from "./fold.ts";
import type { Query, QueryWord } from "./query.ts";
import { type Token, termOf, tokensOf } from "./tokens.ts";

/** A part of a text, by its code units. */
export type Range = { start: number; end: number };

/** A text with a thousand times the same word is marked often enough. */
const MOST_RANGES = 100;

/**
 * Where a text has what is looked for, in its order and apart from each other; undefined when a
 * word is missing. This is what finding means; the index is only faster.
 */
export function matchText(text: string, { words }: Query): Range[] | undefined {
  const tokens = tokensOf(text);
  const found: Range[] = [];
  for (const word of words) {
    const ranges = tokens.flatMap((token) => matchToken(text, token, word));
    if (ranges.length === 0) return undefined;
    found.push(...ranges.slice(0, MOST_RANGES));
  }
  return joined(found);
}

function matchToken(text: string, token: Token, word: QueryWord): Range[] {
  const piece = text.slice(token.start, token.end);
  if (token.kind === "unspaced")
    return word.stretch ? matchStretch(piece, token, word.stretch) : [];
  if (word.stretch) return [];
  const [wanted = ""] = word.terms;
  const term = termOf(piece, token.kind);
  if (term === wanted || (word.isPrefix && token.kind === "emoji" && term.startsWith(wanted))) {
    return [{ start: token.start, end: token.end }];
  }
  if (!word.isPrefix || !term.startsWith(wanted)) return [];
  const end = endOrigin(foldWithOrigins(piece), wanted.length);
  return [{ start: token.start, end: token.start + end }];
}

function matchStretch(piece: string, { start }: Token, stretch: string): Range[] {
  const folded = foldWithOrigins(piece);
  const { text, origins } = folded;
  const ranges: Range[] = [];
  let at = text.indexOf(stretch);
  while (at >= 0 && ranges.length < MOST_RANGES) {
    const end = endOrigin(folded, at + stretch.length);
    ranges.push({ start: start + (origins[at] ?? 0), end: start + end });
    at = text.indexOf(stretch, at + stretch.length);
  }
  return ranges;
}

function joined(ranges: Range[]): Range[] {
  const result: Range[] = [];
  for (const range of ranges.sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else result.push({ ...range });
  }
  return result;
}

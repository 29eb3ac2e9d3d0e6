import { fold } from "./fold.ts";
import { pairsOf, termOf, tokensOf } from "./tokens.ts";

/** One word of what is looked for: these terms have to be there. */
export type QueryWord = {
  /** Whole terms, but the last one when `isPrefix`. */
  terms: readonly string[];
  isPrefix: boolean;
  /** Of a script without spaces: what the terms make together, folded. It has to be in one piece. */
  stretch?: string;
};

export type Query = { words: readonly QueryWord[] };

/** Nobody types more; what is pasted is cut. */
const MOST_WORDS = 24;

/**
 * What somebody typed, to be looked for: all words, in whatever order, the last one perhaps not
 * finished. Undefined when there is no word in it.
 */
export function parseQuery(text: string): Query | undefined {
  const tokens = tokensOf(text).slice(0, MOST_WORDS);
  const words = tokens.flatMap(({ kind, start, end }, index): QueryWord[] => {
    const piece = text.slice(start, end);
    const isLast = index === tokens.length - 1;
    if (kind !== "unspaced") {
      const term = termOf(piece, kind);
      return term === "" ? [] : [{ terms: [term], isPrefix: isLast || kind === "emoji" }];
    }
    const pairs = pairsOf(piece);
    if (pairs.length === 0) return [];
    const stretch = fold(piece);
    // A single character may be followed by any other; of several, the pairs tell all.
    if (pairs.length === 1) return [{ terms: pairs, isPrefix: true, stretch }];
    return [{ terms: pairs.slice(0, -1), isPrefix: false, stretch }];
  });
  return words.length > 0 ? { words } : undefined;
}

import { fold } from "./fold.ts";

/**
 * A piece of a text that is found as one: a word between spaces and marks, a stretch of a script that
 * writes without spaces, or one emoji. Indices are those of the text.
 */
export type Token = { kind: "word" | "unspaced" | "emoji"; start: number; end: number };

/**
 * What lies beyond this in one message is not looked at: a stranger may send a megabyte, and
 * a thousand of them.
 */
export const SEARCHED_LENGTH = 20_000;

/** Longer ones (links, keys, noise) are told apart by their beginning alone. */
const LONGEST_TERM = 40;

const ASCII = /^\p{ASCII}*$/u;
const ASCII_WORD = /[0-9a-z]+/gi;

/**
 * Scripts that put no space between words are cut into pairs of characters instead. A dictionary
 * (`Intl.Segmenter`) cuts a text and a part of it at different places, and would not find the one
 * in the other.
 */
const UNSPACED =
  "[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}]";
const WORD = `[[\\p{L}\\p{N}]--${UNSPACED}][[\\p{L}\\p{N}\\p{M}\\p{Default_Ignorable_Code_Point}]--${UNSPACED}]*`;
const STRETCH = `[${UNSPACED}&&[\\p{L}\\p{N}\\p{M}]]+`;
const EMOJI = "\\p{RGI_Emoji}|\\p{Extended_Pictographic}";

const WORDS = new RegExp(WORD, "gv");
/** Made when it is needed: all emoji there are take a browser ten milliseconds. */
let everyToken: RegExp | undefined;
/** Most texts have neither, and are read several times faster without them. */
const HAS_MORE_THAN_WORDS = new RegExp(
  `${UNSPACED}|\\p{Extended_Pictographic}|\\p{RI}|\u20e3`,
  "v",
);

/** The pieces of a text, in its order. */
export function tokensOf(text: string): Token[] {
  const searched = text.slice(0, SEARCHED_LENGTH);
  const pattern = patternFor(searched);
  return Array.from(searched.matchAll(pattern), ({ 0: piece, index, groups }) => ({
    kind: groups?.emoji ? "emoji" : groups?.unspaced ? "unspaced" : "word",
    start: index,
    end: index + piece.length,
  }));
}

function patternFor(text: string): RegExp {
  if (ASCII.test(text)) return ASCII_WORD;
  if (!HAS_MORE_THAN_WORDS.test(text)) return WORDS;
  everyToken ??= new RegExp(`(?<emoji>${EMOJI})|(?<unspaced>${STRETCH})|${WORD}`, "gv");
  return everyToken;
}

const LOOKS_OF_EMOJI = /[\ufe0f\u{1f3fb}-\u{1f3ff}]/gu;

/** The term that a word or an emoji is found by; emoji of all skin tones are one. */
export function termOf(piece: string, kind: "word" | "emoji"): string {
  if (kind === "emoji") return piece.replace(LOOKS_OF_EMOJI, "") || piece;
  return fold(piece).slice(0, LONGEST_TERM);
}

/**
 * The terms of a stretch without spaces: every pair of neighbours, and the last character, so that
 * each of them begins a term.
 */
export function pairsOf(stretch: string): string[] {
  const characters = [...fold(stretch)];
  return characters.map((character, index) => character + (characters[index + 1] ?? ""));
}

/** The terms that a text is found by, each once. */
export function termsOf(text: string): Set<string> {
  const terms = new Set<string>();
  for (const { kind, start, end } of tokensOf(text)) {
    const piece = text.slice(start, end);
    if (kind === "unspaced") for (const pair of pairsOf(piece)) terms.add(pair);
    else terms.add(termOf(piece, kind));
  }
  terms.delete("");
  return terms;
}

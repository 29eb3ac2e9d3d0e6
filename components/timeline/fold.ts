/** More than either is folded: a wall of text should not push the conversation away. */
const FOLD_AT_LENGTH = 3_000;
const FOLD_AT_LINES = 60;
const FOLDED_LENGTH = 1_500;
const FOLDED_LINES = 30;

const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/g;
const HALF_A_CHARACTER = /[\ud800-\udbff]$/;

/** The beginning of a text that is too long or too tall to be shown whole; else undefined. */
export function foldedStart(text: string): string | undefined {
  const beginning = text.slice(0, FOLD_AT_LENGTH);
  const breaks = [...beginning.matchAll(LINE_BREAK)];
  if (text.length <= FOLD_AT_LENGTH && breaks.length < FOLD_AT_LINES) return undefined;
  const end = Math.min(FOLDED_LENGTH, breaks[FOLDED_LINES - 1]?.index ?? FOLDED_LENGTH);
  return beginning.slice(0, end).replace(HALF_A_CHARACTER, "");
}

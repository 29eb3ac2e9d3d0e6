import type { Range } from "./match.ts";

/** A piece of a text, and whether it is what was looked for. */
export type SnippetPart = { text: string; isMatch: boolean };

/** About two lines of a list that is 320 pixels wide. */
const LENGTH = 110;
/** What stands before the first match, so that it reads as a sentence. */
const BEFORE = 28;
/** How far a cut may move to fall between words. */
const REACH = 14;

const IN_A_CHARACTER = /^(?:[\udc00-\udfff]|\p{M}|\u200d|\p{Emoji_Modifier})/u;

/** The surroundings of the first match, everything on one line. */
export function snippetOf(text: string, ranges: readonly Range[]): SnippetPart[] {
  const first = ranges[0] ?? { start: 0, end: 0 };
  const isWhole = text.length <= LENGTH;
  const start = isWhole ? 0 : startOf(text, first);
  const end = isWhole ? text.length : endOf(text, Math.max(start + LENGTH, first.end));
  const parts: SnippetPart[] = [];
  const push = (from: number, to: number, isMatch: boolean) => {
    if (from < to) parts.push({ text: text.slice(from, to).replace(/\s/g, " "), isMatch });
  };
  let at = start;
  for (const range of ranges) {
    if (range.start >= end) break;
    push(at, range.start, false);
    push(Math.max(at, range.start), Math.min(range.end, end), true);
    at = Math.max(at, Math.min(range.end, end));
  }
  push(at, end, false);
  if (start > 0) parts.unshift({ text: "…", isMatch: false });
  if (end < text.length) parts.push({ text: "…", isMatch: false });
  return parts;
}

function startOf(text: string, { start }: Range): number {
  if (start <= BEFORE) return 0;
  const cut = start - BEFORE;
  const space = text.slice(cut, cut + REACH).search(/\s/);
  return space >= 0 ? cut + space + 1 : betweenCharacters(text, cut);
}

function endOf(text: string, cut: number): number {
  if (cut >= text.length) return text.length;
  const space = text.slice(cut - REACH, cut).search(/\s\S*$/);
  return space >= 0 ? cut - REACH + space : betweenCharacters(text, cut);
}

function betweenCharacters(text: string, cut: number): number {
  let at = cut;
  while (at > 0 && (IN_A_CHARACTER.test(text.slice(at, at + 2)) || text[at - 1] === "\u200d")) at--;
  return at;
}

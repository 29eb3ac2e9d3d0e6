/** What is typed after an `@` at the caret: from where, and what so far. */
export type TypedMention = { from: number; query: string };

/** A longer word is no name that anybody looks for. */
const MAX_LENGTH = 48;
const TYPED = /(?<![\p{L}\p{N}@._-])@([\p{L}\p{N}_.-]*)$/u;

/** The mention that is being typed at the caret; undefined when none is. */
export function typedMention(text: string, caret: number): TypedMention | undefined {
  const before = text.slice(Math.max(0, caret - MAX_LENGTH - 2), caret);
  const [typed, query] = before.match(TYPED) ?? [];
  if (typed === undefined || query === undefined) return undefined;
  // In the middle of a word nothing is being typed.
  if (/^[\p{L}\p{N}_]/u.test(text.slice(caret))) return undefined;
  return { from: caret - typed.length, query };
}

/** The text with somebody in the place of what was typed, and where the caret goes. */
export function completeMention(
  text: string,
  { from, query }: TypedMention,
  mention: string,
): { text: string; caret: number } {
  const after = text.slice(from + 1 + query.length);
  const space = /^\s/.test(after) ? "" : " ";
  const completed = text.slice(0, from) + mention + space;
  return { text: completed + after, caret: completed.length + (space ? 0 : 1) };
}

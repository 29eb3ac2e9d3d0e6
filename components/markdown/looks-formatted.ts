/** Marks that people make on purpose: code, bold, a list of several lines, a quote. */
const MARKS = [
  /(^|\n)\s{0,3}```/,
  /(^|[\s(])`[^`\n]+`/,
  /(^|[\s(])\*\*[^\s*][^*\n]*\*\*/,
  /(^|[\s(])~~[^\s~][^~\n]*~~/,
  /(^|\n)(?:[-*] \S[^\n]*\n){1,}[-*] \S/,
  /(^|\n)(?:\d{1,3}[.)] \S[^\n]*\n){1,}\d{1,3}[.)] \S/,
  /(^|\n)> \S/,
  /\[[^\]\n]+\]\(https?:\/\/[^\s)]+\)/,
];

/** A text longer than this is sent as it is: nobody formats a book in a chat. */
const MAX_LENGTH = 20_000;

/** Whether somebody who typed this meant it to be formatted (Markdown). */
export function looksFormatted(text: string): boolean {
  return text.length <= MAX_LENGTH && MARKS.some((mark) => mark.test(text));
}

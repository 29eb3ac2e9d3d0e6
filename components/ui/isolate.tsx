import { Fragment } from "react";

const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";

/** A name inside a sentence of ours, so that it can't turn the rest around. For words alone. */
export function isolated(text: string): string {
  return `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}`;
}

/** A sentence with isolated names, as plain words: the marks mean nothing to who hears or copies it. */
export function withoutMarks(sentence: string): string {
  return sentence.replace(/[\u2068\u2069]/g, "");
}

/** A sentence on the screen, each name in it an element of its own. */
export function Sentence({ text }: { text: string }) {
  const parts = text.split(/[\u2068\u2069]/);
  // Outside and inside of the marks take turns.
  return parts.map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence never change places
      <bdi key={index}>{part}</bdi>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence never change places
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}

import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import type { LiveSegment } from "./merge-segments.ts";
import type { Query, QueryWord } from "./query.ts";
import { eachPosting, termAt, termRange } from "./segment.ts";
import type { Top } from "./top.ts";
import type { Draft } from "./write-segment.ts";

/** Offers every message of a segment that has all words. */
export function findInSegment(
  { segment, removed }: LiveSegment,
  { words }: Query,
  only: ReadonlySet<ThreadKey> | undefined,
  top: Top,
): void {
  const isWanted = segment.threads.map((thread) => !only || only.has(thread));
  if (!isWanted.includes(true)) return;
  // How many terms in a row each message has had.
  const reached = new Uint8Array(segment.ids.length);
  const whole = new Uint8Array(segment.ids.length);
  let turn = 0;
  for (const { terms, isPrefix } of words) {
    for (const [index, term] of terms.entries()) {
      const before = turn++;
      const { start, end } = termRange(segment, term);
      const isOpen = isPrefix && index === terms.length - 1;
      for (let at = start; at < end; at++) {
        const isWhole = at === start && termAt(segment, at) === term;
        if (!isWhole && !isOpen) break;
        eachPosting(segment, at, (number) => {
          if (reached[number] === before) reached[number] = turn;
          if (isWhole && reached[number] === turn) whole[number] = turn;
        });
      }
    }
  }
  for (let number = 0; number < reached.length; number++) {
    if (reached[number] !== turn || removed[number] !== 0) continue;
    if (isWanted[segment.threadOf[number] as number]) {
      top.offerAt(segment, number, whole[number] === turn);
    }
  }
}

/** Whether a message has all words, the last one as a whole or only its beginning. */
export function matchDraft({ terms }: Draft, { words }: Query): "whole" | "begun" | undefined {
  let match: "whole" | "begun" = "whole";
  for (const word of words) {
    const found = matchWord(terms, word);
    if (!found) return undefined;
    match = found;
  }
  return match;
}

function matchWord(
  terms: ReadonlySet<string>,
  { terms: wanted, isPrefix }: QueryWord,
): "whole" | "begun" | undefined {
  const missing = wanted.filter((term) => !terms.has(term));
  if (missing.length === 0) return "whole";
  const [last] = missing;
  if (!isPrefix || missing.length > 1 || last !== wanted.at(-1)) return undefined;
  for (const term of terms) if (term.startsWith(last as string)) return "begun";
  return undefined;
}

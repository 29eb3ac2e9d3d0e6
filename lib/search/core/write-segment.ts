import type { MessageId, ThreadKey } from "@/lib/messaging/core/records.ts";
import type { IndexedMessage } from "./entry.ts";
import type { Segment } from "./segment.ts";

/** A message with its terms. */
export type Draft = { message: IndexedMessage; terms: ReadonlySet<string> };

/** Makes a segment of messages. */
export function segmentOf(drafts: Iterable<Draft>): Segment {
  const sorted = [...drafts].sort((a, b) => (a.message.id < b.message.id ? -1 : 1));
  const numbersByTerm = new Map<string, number[]>();
  sorted.forEach(({ terms }, number) => {
    for (const term of terms) {
      const numbers = numbersByTerm.get(term);
      if (numbers) numbers.push(number);
      else numbersByTerm.set(term, [number]);
    }
  });
  const writer = new SegmentWriter(sorted.map(({ message }) => message));
  for (const term of [...numbersByTerm.keys()].sort(compareTerms)) {
    writer.put(term, numbersByTerm.get(term) ?? []);
  }
  return writer.finish();
}

function expiresAtMsOf(messages: readonly IndexedMessage[]): Float64Array {
  if (!messages.some(({ expiresAtMs }) => expiresAtMs)) return new Float64Array();
  return Float64Array.from(messages, ({ expiresAtMs = 0 }) => expiresAtMs);
}

/** By code units, as `<` does and every lookup relies on. */
export function compareTerms(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Writes a segment term by term, in their order. */
export class SegmentWriter {
  readonly #messages: readonly IndexedMessage[];
  readonly #terms: string[] = [];
  readonly #termEnds: number[] = [];
  readonly #postingEnds: number[] = [];
  #postings = new Uint8Array(1024);
  #length = 0;

  /** `messages` in the order of their ids. */
  constructor(messages: readonly IndexedMessage[]) {
    this.#messages = messages;
  }

  /** `numbers` of messages, ascending; a term without any is left out. */
  put(term: string, numbers: readonly number[]): void {
    if (numbers.length === 0) return;
    let before = -1;
    for (const number of numbers) {
      this.#write(number - before);
      before = number;
    }
    this.#terms.push(term);
    this.#termEnds.push((this.#termEnds.at(-1) ?? 0) + term.length);
    this.#postingEnds.push(this.#length);
  }

  finish(): Segment {
    const threads = new Map<ThreadKey, number>();
    const threadOf = Uint32Array.from(this.#messages, ({ thread }) => {
      const index = threads.get(thread) ?? threads.size;
      threads.set(thread, index);
      return index;
    });
    return {
      ids: this.#messages.map(({ id }): MessageId => id),
      sentAtMs: Float64Array.from(this.#messages, ({ sentAtMs }) => sentAtMs),
      textHashes: Uint32Array.from(this.#messages, ({ textHash }) => textHash),
      expiresAtMs: expiresAtMsOf(this.#messages),
      threads: [...threads.keys()],
      threadOf,
      terms: this.#terms.join(""),
      termEnds: Uint32Array.from(this.#termEnds),
      postings: this.#postings.slice(0, this.#length),
      postingEnds: Uint32Array.from(this.#postingEnds),
    };
  }

  #write(gap: number): void {
    if (this.#length + 5 > this.#postings.length) {
      const larger = new Uint8Array(this.#postings.length * 2);
      larger.set(this.#postings);
      this.#postings = larger;
    }
    let rest = gap;
    for (; rest >= 0x80; rest >>>= 7) this.#postings[this.#length++] = (rest & 0x7f) | 0x80;
    this.#postings[this.#length++] = rest;
  }
}

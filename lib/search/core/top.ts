import type { IndexedMessage } from "./entry.ts";
import { messageAt, type Segment } from "./segment.ts";

type Hit = { message: IndexedMessage; isWhole: boolean };

/** Keeps the best of what is offered: with the last word as a whole, then the newest. */
export class Top {
  readonly #limit: number;
  readonly #kept: Hit[] = [];
  total = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  offer(message: IndexedMessage, isWhole: boolean): void {
    this.total++;
    if (this.#isTooLow(message.sentAtMs, isWhole)) return;
    this.#put(message, isWhole);
  }

  /** The same without making a message that is not kept. */
  offerAt(segment: Segment, number: number, isWhole: boolean): void {
    this.total++;
    if (this.#isTooLow(segment.sentAtMs[number] as number, isWhole)) return;
    this.#put(messageAt(segment, number), isWhole);
  }

  messages(): IndexedMessage[] {
    return this.#kept.map(({ message }) => message);
  }

  #isTooLow(sentAtMs: number, isWhole: boolean): boolean {
    const last = this.#kept[this.#limit - 1];
    if (!last) return false;
    if (last.isWhole !== isWhole) return last.isWhole;
    return sentAtMs < last.message.sentAtMs;
  }

  #put(message: IndexedMessage, isWhole: boolean): void {
    const index = this.#kept.findIndex((kept) => compareHits({ message, isWhole }, kept) < 0);
    this.#kept.splice(index < 0 ? this.#kept.length : index, 0, { message, isWhole });
    if (this.#kept.length > this.#limit) this.#kept.pop();
  }
}

function compareHits(a: Hit, b: Hit): number {
  if (a.isWhole !== b.isWhole) return a.isWhole ? -1 : 1;
  if (a.message.sentAtMs !== b.message.sentAtMs) return b.message.sentAtMs - a.message.sentAtMs;
  return a.message.id < b.message.id ? -1 : 1;
}

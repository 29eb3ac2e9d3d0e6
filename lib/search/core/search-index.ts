import type { MessageId, ThreadKey } from "@/lib/messaging/core/records.ts";
import { hashOf, type IndexedMessage, type SearchEntry } from "./entry.ts";
import { findInSegment, matchDraft } from "./find.ts";
import { compact, type LiveSegment, mergeSegments } from "./merge-segments.ts";
import type { Query } from "./query.ts";
import { messageAt, numberOf, type Segment } from "./segment.ts";
import { termsOf } from "./tokens.ts";
import { Top } from "./top.ts";
import { type Draft, segmentOf } from "./write-segment.ts";

/** Messages that are looked through one by one before they become a segment. */
const HEAD_LENGTH = 1_000;

export type SearchScope = {
  /** In these threads only; in all when left out. */
  threads?: readonly ThreadKey[];
  limit: number;
};

export type FoundMessages = {
  /** The best ones first: those with the last word as a whole, the newest of them first. */
  hits: IndexedMessage[];
  /** How many there are in all. */
  total: number;
};

/**
 * Which messages have which words. Additions and removals count at once; the rest of the work is
 * put off until enough of it is together, as in a log-structured merge tree.
 */
export class SearchIndex {
  #segments: LiveSegment[];
  readonly #head = new Map<MessageId, Draft>();
  #settledCount: number;

  constructor(segments: readonly Segment[] = []) {
    this.#segments = segments.map(alive);
    this.#settledCount = segments.reduce((sum, { ids }) => sum + ids.length, 0);
  }

  get count(): number {
    return this.#settledCount + this.#head.size;
  }

  /** Takes messages in; one that is there already is replaced. */
  add(entries: Iterable<SearchEntry>): void {
    for (const { text, ...rest } of entries) {
      const message: IndexedMessage = { ...rest, textHash: hashOf(text) };
      const { id } = message;
      if (this.#isKnown(message)) continue;
      this.#remove(id);
      this.#head.set(id, { message, terms: termsOf(text) });
      if (this.#head.size >= HEAD_LENGTH) this.#settleHead();
    }
  }

  remove(ids: Iterable<MessageId>): void {
    for (const id of ids) this.#remove(id);
  }

  /** Forgets what has disappeared by then. */
  removeOver(nowMs: number): void {
    const over = [...this.#expiring()].filter(({ atMs }) => atMs <= nowMs);
    this.remove(over.map(({ id }) => id));
  }

  /** When the next message disappears. */
  get nextOverMs(): number | undefined {
    let next: number | undefined;
    for (const { atMs } of this.#expiring()) next = Math.min(next ?? atMs, atMs);
    return next;
  }

  find(query: Query, { threads, limit }: SearchScope): FoundMessages {
    const top = new Top(limit);
    const only = threads && new Set(threads);
    for (const live of this.#segments) findInSegment(live, query, only, top);
    for (const draft of this.#head.values()) {
      if (only && !only.has(draft.message.thread)) continue;
      const match = matchDraft(draft, query);
      if (match) top.offer(draft.message, match === "whole");
    }
    return { hits: top.messages(), total: top.total };
  }

  /** Everything as segments, with nothing of what was removed in them. */
  settle(): readonly Segment[] {
    this.#settleHead();
    this.#segments = this.#segments
      .map((live) => (live.removed.includes(1) ? alive(compact(live)) : live))
      .filter(({ segment }) => segment.ids.length > 0);
    return this.#segments.map(({ segment }) => segment);
  }

  /** The ids of all messages, in no particular order. */
  *ids(): Generator<MessageId> {
    for (const { segment, removed } of this.#segments) {
      for (const [number, id] of segment.ids.entries()) if (removed[number] === 0) yield id;
    }
    yield* this.#head.keys();
  }

  *#expiring(): Generator<{ id: MessageId; atMs: number }> {
    for (const { segment, removed } of this.#segments) {
      for (const [number, atMs] of segment.expiresAtMs.entries()) {
        if (atMs > 0 && removed[number] === 0) yield { id: segment.ids[number] as MessageId, atMs };
      }
    }
    for (const { message } of this.#head.values()) {
      if (message.expiresAtMs) yield { id: message.id, atMs: message.expiresAtMs };
    }
  }

  #isKnown(message: IndexedMessage): boolean {
    const known = this.#find(message.id);
    return (
      known !== undefined &&
      known.textHash === message.textHash &&
      known.sentAtMs === message.sentAtMs &&
      known.expiresAtMs === message.expiresAtMs &&
      known.thread === message.thread
    );
  }

  #find(id: MessageId): IndexedMessage | undefined {
    const draft = this.#head.get(id);
    if (draft) return draft.message;
    for (const { segment, removed } of this.#segments) {
      const number = numberOf(segment, id);
      if (number !== undefined && removed[number] === 0) return messageAt(segment, number);
    }
    return undefined;
  }

  #remove(id: MessageId): void {
    if (this.#head.delete(id)) return;
    for (const { segment, removed } of this.#segments) {
      const number = numberOf(segment, id);
      if (number === undefined || removed[number] !== 0) continue;
      removed[number] = 1;
      this.#settledCount--;
    }
  }

  /** Segments of one size become one, as in a counter: each message is moved a few times only. */
  #settleHead(): void {
    if (this.#head.size === 0) return;
    let last = alive(segmentOf(this.#head.values()));
    this.#settledCount += this.#head.size;
    this.#head.clear();
    for (;;) {
      const before = this.#segments.at(-1);
      if (!before || before.removed.length > last.removed.length * 2) break;
      this.#segments.pop();
      last = alive(mergeSegments(before, last));
    }
    this.#segments.push(last);
  }
}

function alive(segment: Segment): LiveSegment {
  return { segment, removed: new Uint8Array(segment.ids.length) };
}

import type { MessageId, ThreadKey } from "@/lib/messaging/core/records.ts";
import type { IndexedMessage } from "./entry.ts";

/**
 * An inverted index that does not change: which messages have which terms. Messages are numbered in
 * the order of their ids, and terms stand in the order of their code units, so that both are found
 * by halving. Plain data: it is kept on disk as it is.
 */
export type Segment = {
  readonly ids: readonly MessageId[];
  readonly sentAtMs: Float64Array;
  readonly textHashes: Uint32Array;
  /** When each disappears; 0 for those that stay, and nothing at all when all do. */
  readonly expiresAtMs: Float64Array;
  /** Each thread once, and which of them each message is in. */
  readonly threads: readonly ThreadKey[];
  readonly threadOf: Uint32Array;
  /** All terms in one text, and where each ends. */
  readonly terms: string;
  readonly termEnds: Uint32Array;
  /** For each term the numbers of its messages: the gaps between them, seven bits to a byte. */
  readonly postings: Uint8Array;
  readonly postingEnds: Uint32Array;
};

export function messageAt(segment: Segment, number: number): IndexedMessage {
  const expiresAtMs = segment.expiresAtMs[number];
  return {
    ...(expiresAtMs && { expiresAtMs }),
    id: segment.ids[number] as MessageId,
    thread: segment.threads[segment.threadOf[number] as number] as ThreadKey,
    sentAtMs: segment.sentAtMs[number] as number,
    textHash: segment.textHashes[number] as number,
  };
}

/** The number of a message; undefined when it is not in the segment. */
export function numberOf({ ids }: Segment, id: MessageId): number | undefined {
  const number = firstAtLeast(ids.length, (index) => (ids[index] as MessageId) >= id);
  return ids[number] === id ? number : undefined;
}

export function termAt({ terms, termEnds }: Segment, index: number): string {
  return terms.slice(termEnds[index - 1] ?? 0, termEnds[index]);
}

/** Where the terms that begin with `prefix` stand: from `start`, before `end`. */
export function termRange(segment: Segment, prefix: string): { start: number; end: number } {
  const count = segment.termEnds.length;
  const start = firstAtLeast(count, (index) => termAt(segment, index) >= prefix);
  const end = firstAtLeast(count, (index) => {
    const term = termAt(segment, index);
    return term >= prefix && !term.startsWith(prefix);
  });
  return { start, end };
}

/** Calls back with the number of each message that has the term at `index`. */
export function eachPosting(
  { postings, postingEnds }: Segment,
  index: number,
  visit: (number: number) => void,
): void {
  const end = postingEnds[index] ?? 0;
  let number = 0;
  for (let at = postingEnds[index - 1] ?? 0; at < end; ) {
    let gap = 0;
    let byte = 0x80;
    for (let shift = 0; byte >= 0x80 && at < end; shift += 7) {
      byte = postings[at++] as number;
      gap |= (byte & 0x7f) << shift;
    }
    number += gap;
    visit(number - 1);
  }
}

/** The first index for which `holds`, which holds for all after it; `count` when it never does. */
function firstAtLeast(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

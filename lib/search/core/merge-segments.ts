import type { IndexedMessage } from "./entry.ts";
import { eachPosting, messageAt, type Segment, termAt } from "./segment.ts";
import { SegmentWriter } from "./write-segment.ts";

/** A segment, and which of its messages are gone: not 0 by number. */
export type LiveSegment = { segment: Segment; removed: Uint8Array };

/** Two segments as one, without what is gone. No message may be alive in both. */
export function mergeSegments(a: LiveSegment, b: LiveSegment): Segment {
  const { messages, numbersInA, numbersInB } = mergeMessages(a, b);
  const writer = new SegmentWriter(messages);
  let [inA, inB] = [0, 0];
  for (;;) {
    const termA = inA < a.segment.termEnds.length ? termAt(a.segment, inA) : undefined;
    const termB = inB < b.segment.termEnds.length ? termAt(b.segment, inB) : undefined;
    const term = lesser(termA, termB);
    if (term === undefined) return writer.finish();
    const fromA = term === termA ? renumbered(a.segment, inA++, numbersInA) : [];
    const fromB = term === termB ? renumbered(b.segment, inB++, numbersInB) : [];
    writer.put(term, mergeNumbers(fromA, fromB));
  }
}

const NOTHING: LiveSegment = {
  segment: new SegmentWriter([]).finish(),
  removed: new Uint8Array(0),
};

/** The segment without what is gone. */
export function compact(live: LiveSegment): Segment {
  return mergeSegments(live, NOTHING);
}

function lesser(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}

/** All messages in the order of their ids, and the new number of each old one. */
function mergeMessages(a: LiveSegment, b: LiveSegment) {
  const messages: IndexedMessage[] = [];
  const numbersInA = new Uint32Array(a.removed.length).fill(GONE);
  const numbersInB = new Uint32Array(b.removed.length).fill(GONE);
  let [inA, inB] = [0, 0];
  while (inA < numbersInA.length || inB < numbersInB.length) {
    const idA = a.segment.ids[inA];
    const idB = b.segment.ids[inB];
    const isA = idB === undefined || (idA !== undefined && idA <= idB);
    const [{ segment, removed }, numbers, number] = isA
      ? ([a, numbersInA, inA++] as const)
      : ([b, numbersInB, inB++] as const);
    if (removed[number] !== 0) continue;
    numbers[number] = messages.length;
    messages.push(messageAt(segment, number));
  }
  return { messages, numbersInA, numbersInB };
}

const GONE = 0xffff_ffff;

function renumbered(segment: Segment, termIndex: number, numbers: Uint32Array): number[] {
  const found: number[] = [];
  eachPosting(segment, termIndex, (number) => {
    const next = numbers[number];
    if (next !== undefined && next !== GONE) found.push(next);
  });
  return found;
}

function mergeNumbers(a: readonly number[], b: readonly number[]): readonly number[] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  const merged: number[] = [];
  let [inA, inB] = [0, 0];
  while (inA < a.length || inB < b.length) {
    const [nextA, nextB] = [a[inA], b[inB]];
    const isA = nextB === undefined || (nextA !== undefined && nextA < nextB);
    merged.push((isA ? nextA : nextB) as number);
    if (isA) inA++;
    else inB++;
  }
  return merged;
}

import type { Segment } from "../core/segment.ts";
import type { IndexProgress } from "../ports.ts";

/*
 * What a browser kept may be of another version of Parley, or cut short. An index is made again
 * in seconds: what does not read as ours is as good as not there.
 */

/** Changes with the shape of a segment, and with what a text's terms are: older ones are made anew. */
export const FORMAT = 1;

/** What an index is made of, by the keys of its segments. */
export type Manifest = {
  format: number;
  /** Another with each saving: whoever saved last knows it. */
  revision: string;
  segmentKeys: readonly string[];
  progress: IndexProgress;
};

export function isManifest(value: unknown): value is Manifest {
  return (
    isObject(value) &&
    value.format === FORMAT &&
    typeof value.revision === "string" &&
    Array.isArray(value.segmentKeys) &&
    value.segmentKeys.every((key) => typeof key === "string") &&
    isProgress(value.progress)
  );
}

function isProgress(value: unknown): value is IndexProgress {
  return (
    isObject(value) &&
    isObject(value.readUntilMs) &&
    Object.values(value.readUntilMs).every((each) => typeof each === "number") &&
    (value.comparedAtMs === undefined || typeof value.comparedAtMs === "number")
  );
}

/** Whether a value from the disk is a segment whose parts belong together. */
export function isSegment(value: unknown): value is Segment {
  if (!isObject(value)) return false;
  const { ids, sentAtMs, textHashes, expiresAtMs, threads, threadOf } = value;
  const { terms, termEnds, postings, postingEnds } = value;
  return (
    isTexts(ids) &&
    isTexts(threads) &&
    sentAtMs instanceof Float64Array &&
    textHashes instanceof Uint32Array &&
    expiresAtMs instanceof Float64Array &&
    threadOf instanceof Uint32Array &&
    [sentAtMs, textHashes, threadOf].every(({ length }) => length === ids.length) &&
    [0, ids.length].includes(expiresAtMs.length) &&
    threadOf.every((index) => index < threads.length) &&
    typeof terms === "string" &&
    termEnds instanceof Uint32Array &&
    postings instanceof Uint8Array &&
    postingEnds instanceof Uint32Array &&
    postingEnds.length === termEnds.length &&
    isAscendingTo(termEnds, terms.length) &&
    isAscendingTo(postingEnds, postings.length)
  );
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

function isAscendingTo(ends: Uint32Array, last: number): boolean {
  return (
    (ends.at(-1) ?? 0) === last &&
    ends.every((end, index) => index === 0 || end > (ends[index - 1] ?? 0))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

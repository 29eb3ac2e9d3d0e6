import { ParleyError } from "@/lib/errors/base.ts";

/** What Kubo says when its disk, or its share of it, is full. */
const FULL = /no space left|disk quota exceeded|not enough (free )?space/i;
const MISSING = /could not find|not found locally|merkledag: not found/i;
const NOT_PINNED = /not pinned/i;

/** What failed at an IPFS node, in the archive's terms. */
export function archiveError(error: unknown): ParleyError {
  if (error instanceof ParleyError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ParleyError(codeOf(message), message, { cause: error });
}

function codeOf(message: string) {
  if (FULL.test(message)) return "archive.storage-full";
  if (MISSING.test(message)) return "archive.not-archived";
  return "archive.no-node";
}

export function isNotPinned(error: unknown): boolean {
  return error instanceof Error && NOT_PINNED.test(error.message);
}

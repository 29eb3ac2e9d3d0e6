import { MAX_TEXT_BYTES, utf8Bytes } from "@/lib/messaging/core/text-limit.ts";

const WARN_FROM_BYTES = 0.9 * MAX_TEXT_BYTES;

export type LimitState =
  | { kind: "fine" }
  | { kind: "near"; leftBytes: number }
  | { kind: "over"; overBytes: number };

/** Whether a text still fits in a message. */
export function limitState(text: string): LimitState {
  // A UTF-16 unit is three bytes of UTF-8 at most: short texts need no encoding.
  if (text.length * 3 < WARN_FROM_BYTES) return { kind: "fine" };
  const sizeBytes = utf8Bytes(text);
  if (sizeBytes > MAX_TEXT_BYTES) return { kind: "over", overBytes: sizeBytes - MAX_TEXT_BYTES };
  if (sizeBytes < WARN_FROM_BYTES) return { kind: "fine" };
  return { kind: "near", leftBytes: MAX_TEXT_BYTES - sizeBytes };
}

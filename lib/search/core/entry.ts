import type { MessageId, ThreadKey } from "@/lib/messaging/core/records.ts";

/** A message as it is given to the index. Its text is not kept, only the terms in it. */
export type SearchEntry = {
  id: MessageId;
  thread: ThreadKey;
  sentAtMs: number;
  /** When it disappears, if it does. */
  expiresAtMs?: number;
  text: string;
};

/** What the index knows of a message, beside its terms. */
export type IndexedMessage = {
  id: MessageId;
  thread: ThreadKey;
  sentAtMs: number;
  expiresAtMs?: number;
  /** Of its text: the same text need not be taken in again. */
  textHash: number;
};

/** FNV-1a, 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageId, ThreadKey } from "@/lib/messaging/core/records.ts";
import type { SearchEntry } from "./core/entry.ts";
import type { FoundMessages, SearchScope } from "./core/search-index.ts";

/** How far an index has come; kept with it. */
export type IndexProgress = {
  /** By thread: everything is in that the store took in before, by this device's clock. */
  readUntilMs: Readonly<Record<ThreadKey, number>>;
  /** When every message was last looked up in the store. */
  comparedAtMs?: number;
};

export type IndexChange = {
  put?: readonly SearchEntry[];
  remove?: readonly MessageId[];
  /** What has disappeared by then is removed as well. */
  nowMs?: number;
};

/** What an index has after a change. */
export type IndexCount = {
  count: number;
  /** When the next of them disappears. */
  nextOverMs?: number;
};

/**
 * Which messages of one inbox have which words. When something fails with `search.failed` it is
 * gone: close it and open another.
 */
export type MessageIndex = {
  /** As it was when the index was opened. */
  readonly progress: IndexProgress;
  /** Takes messages in, and forgets messages; counts at once. */
  change(change: IndexChange): Promise<IndexCount>;
  /** The messages that may have all words of `text`; whoever shows one looks at its own text. */
  find(text: string, scope: SearchScope): Promise<FoundMessages>;
  /** The first `limit` ids of those after `after`, in their order. */
  listIds(page: { after?: MessageId; limit: number }): Promise<MessageId[]>;
  /** Keeps the index on this device as it is now. Fails with `storage.full`, and is still there. */
  save(progress: IndexProgress): Promise<void>;
  close(): void;
};

export type MessageIndexes = {
  /**
   * What this device kept of an inbox's index; an empty one when that is nothing, or unreadable. One
   * that is `temporary` begins empty, and leaves nothing on the device though it is saved.
   */
  open(inboxId: InboxId, options?: { temporary?: boolean }): Promise<MessageIndex>;
  /** Forgets what was kept for an inbox. Nobody may have it open. */
  erase(inboxId: InboxId): Promise<void>;
};

import type { MessageRecord, ThreadKey } from "../core/records.ts";
import type { Desk } from "./desk.ts";

/**
 * Everything that a thread shows now has been read, or what the list shows of one that is not loaded.
 * Gives until when, if that is news.
 */
export function markRead(desk: Desk, key: ThreadKey): bigint | undefined {
  const thread = desk.threads.get(key);
  const newest = thread?.isLoaded
    ? newestPublished(thread.timeline.records)
    : desk.conversations.get(key)?.lastMessage;
  const untilNs = newest?.sentAtNs;
  if (untilNs === undefined) return undefined;
  const isNews = untilNs > (desk.readUntilNs.get(key) ?? 0n);
  const wasUnread = (desk.unreadCounts.get(key) ?? 0) > 0;
  if (!isNews && !wasUnread) return undefined;
  desk.readUntilNs.set(key, untilNs);
  desk.unreadCounts.set(key, 0);
  desk.changed(key);
  return untilNs;
}

/** What has not left has its time from this device's clock, which may be ahead of everybody's. */
function newestPublished(records: readonly MessageRecord[]): MessageRecord | undefined {
  return records.findLast(({ delivery }) => delivery === "published");
}

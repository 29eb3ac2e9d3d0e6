import type { ThreadKey } from "../core/records.ts";
import type { Desk } from "./desk.ts";

/** Everything that a thread shows now has been read. Gives whether that was news. */
export function markRead(desk: Desk, key: ThreadKey): boolean {
  const newestShown = desk.threads.get(key)?.timeline.records.at(-1)?.sentAtNs;
  const newestListed = desk.conversations.get(key)?.lastMessage?.sentAtNs;
  const untilNs = later(newestShown, newestListed);
  if (untilNs === undefined) return false;
  const isNews = untilNs > (desk.readUntilNs.get(key) ?? 0n);
  const wasUnread = (desk.unreadCounts.get(key) ?? 0) > 0;
  if (!isNews && !wasUnread) return false;
  desk.readUntilNs.set(key, untilNs);
  desk.unreadCounts.set(key, 0);
  desk.changed(key);
  return true;
}

function later(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}

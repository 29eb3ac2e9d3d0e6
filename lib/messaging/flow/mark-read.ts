import type { ThreadKey } from "../core/records.ts";
import type { Desk } from "./desk.ts";

/** Everything that a thread shows now has been read. Gives until when, if that is news. */
export function markRead(desk: Desk, key: ThreadKey): bigint | undefined {
  const newestShown = desk.threads.get(key)?.timeline.records.at(-1)?.sentAtNs;
  const newestListed = desk.conversations.get(key)?.lastMessage?.sentAtNs;
  const untilNs = later(newestShown, newestListed);
  if (untilNs === undefined) return undefined;
  const isNews = untilNs > (desk.readUntilNs.get(key) ?? 0n);
  const wasUnread = (desk.unreadCounts.get(key) ?? 0) > 0;
  if (!isNews && !wasUnread) return undefined;
  desk.readUntilNs.set(key, untilNs);
  desk.unreadCounts.set(key, 0);
  desk.changed(key);
  return untilNs;
}

function later(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}

import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageRecord, ThreadKey } from "../core/records.ts";
import { isOver, standingAt } from "../core/timeline.ts";
import type { Unsubscribe } from "../ports/host.ts";
import type { LocalSnapshot, SnapshotStore } from "../ports/stores.ts";
import type { Desk } from "./desk.ts";

const SAVE_AFTER_MS = 1_000;
/** The first one of a visit hardly waits: who reloads at once is to find their list again. */
const FIRST_SAVE_AFTER_MS = 100;
export const WARM_THREADS = 20;
const WARM_MESSAGES = 30;

/** Puts what was saved onto an empty desk: the screen is there before the engine is. */
export async function restoreSnapshot(desk: Desk, snapshots: SnapshotStore): Promise<void> {
  const snapshot = await snapshots.load(desk.ownInboxId).catch(() => undefined);
  if (!snapshot) return;
  // Another tab may have told meanwhile that more was read.
  const told = new Set(desk.readUntilNs.keys());
  for (const [key, untilNs] of entries(snapshot.readUntilNs))
    if (!told.has(key)) desk.readUntilNs.set(key, untilNs);
  for (const [key, count] of entries(snapshot.unreadCounts))
    if (!told.has(key)) desk.unreadCounts.set(key, count);
  const nowMs = desk.host.nowMs();
  for (const { lastMessage, ...conversation } of snapshot.conversations) {
    const isGone = isOver(lastMessage?.expiresAtNs, nowMs);
    desk.putConversation({ ...conversation, ...(lastMessage && !isGone && { lastMessage }) });
  }
  for (const [key, saved] of entries(snapshot.recentMessages)) {
    // What disappeared while nobody was here is not painted for a moment.
    const messages = standingAt(saved, nowMs);
    const thread = desk.thread(key);
    thread.isLoaded = true;
    thread.hasOlder = saved.length >= WARM_MESSAGES;
    desk.putMessages(key, messages);
  }
  desk.listed();
}

/** How much was unread when the snapshot of an inbox was saved. */
export async function keptUnread(inboxId: InboxId, snapshots: SnapshotStore): Promise<number> {
  const counts = Object.values((await snapshots.load(inboxId))?.unreadCounts ?? {});
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Saves after every change, a moment later, and when the page goes away. */
export function keepSnapshot(desk: Desk, snapshots: SnapshotStore): Unsubscribe {
  const { host } = desk;
  let cancel: Unsubscribe | undefined;
  let saveAfterMs = FIRST_SAVE_AFTER_MS;
  // A tab that follows leaves the saving to its leader.
  const mayBeSaved = () => desk.isListed && desk.outbox.leads;
  function save(): void {
    cancel?.();
    cancel = undefined;
    if (!mayBeSaved()) return;
    saveAfterMs = SAVE_AFTER_MS;
    // A full disk costs the quick start, not the messages: they are in the engine's store.
    snapshots.save(desk.ownInboxId, takeSnapshot(desk)).catch(() => undefined);
  }
  const stopWatching = desk.store.subscribe(() => {
    if (mayBeSaved()) cancel ??= host.at(host.nowMs() + saveAfterMs, save);
  });
  const stopListening = host.onLeaving(() => {
    if (cancel) save();
  });
  return () => {
    stopWatching();
    stopListening();
    if (cancel) save();
  };
}

function takeSnapshot(desk: Desk): LocalSnapshot {
  const recentMessages: Record<ThreadKey, MessageRecord[]> = {};
  for (const { key } of desk.store.getState().rows.slice(0, WARM_THREADS)) {
    const thread = desk.threads.get(key);
    if (!thread?.isLoaded) continue;
    recentMessages[key] = thread.timeline.records
      .filter(({ delivery }) => delivery === "published")
      .slice(-WARM_MESSAGES);
  }
  return {
    conversations: [...desk.conversations.values()],
    recentMessages,
    readUntilNs: Object.fromEntries(desk.readUntilNs),
    unreadCounts: Object.fromEntries(desk.unreadCounts),
  };
}

function entries<T>(record: Record<ThreadKey, T>): [ThreadKey, T][] {
  return Object.entries(record) as [ThreadKey, T][];
}

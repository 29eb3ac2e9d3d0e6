import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import type { InboxRow, Thread } from "@/lib/messaging/core/view.ts";
import type { FrameEvent } from "./protocol.ts";

/** What is seen of messages at one moment. */
export type Sight = {
  /** Whose they are; undefined while nobody is signed in. */
  inboxId?: InboxId;
  rows: readonly InboxRow[];
  threads: Readonly<Record<ThreadKey, Thread>>;
  unreadCount: number;
};

/** What the page may hear. */
export type Hearing = {
  /** Whether it asked to hear of messages that come. */
  hearsMessages: boolean;
  /** The addresses that it named itself, in small letters. */
  named: ReadonlySet<string>;
};

/** What the page has been told, and what it is going to be told of. */
export type HostNews = {
  inboxId?: InboxId;
  unreadCount: number;
  /** Of each conversation, when its last message came. */
  lastAtMs: ReadonlyMap<ThreadKey, number>;
  /** Messages on their way. */
  leaving: ReadonlySet<string>;
  threads: Sight["threads"];
};

export const NO_NEWS: HostNews = {
  unreadCount: 0,
  lastAtMs: new Map(),
  leaving: new Set(),
  threads: {},
};

/**
 * What the page around the frame is told: how many messages wait, that one came or left, and when.
 * Never what is in it, and with whom only where the page said the address itself. Strangers and
 * groups are nothing that it hears of.
 */
export function stepHostNews(
  before: HostNews,
  sight: Sight,
  hearing: Hearing,
): [HostNews, FrameEvent[]] {
  const isSame = sight.inboxId !== undefined && sight.inboxId === before.inboxId;
  const told = isSame ? before : { ...NO_NEWS, unreadCount: before.unreadCount };
  const events: FrameEvent[] = [];
  if (sight.unreadCount !== told.unreadCount)
    events.push({ name: "unread", count: sight.unreadCount });
  // The first sight of an inbox is no news.
  if (isSame && hearing.hearsMessages) events.push(...received(told, sight, hearing));
  const [leaving, sent] = departures(told, sight, hearing);
  events.push(...sent);
  const { inboxId, threads, unreadCount } = sight;
  const lastAtMs = new Map(sight.rows.map((row) => [row.key, row.lastAtMs]));
  return [{ ...(inboxId && { inboxId }), unreadCount, lastAtMs, leaving, threads }, events];
}

function received({ lastAtMs }: HostNews, { rows }: Sight, { named }: Hearing): FrameEvent[] {
  return rows
    .filter(({ key, consent, preview, lastAtMs: atMs, unreadCount }) => {
      const isTheirs = preview !== undefined && !preview.mine && unreadCount > 0;
      return consent === "allowed" && isTheirs && atMs > (lastAtMs.get(key) ?? 0);
    })
    .map((row) => ({
      name: "messageReceived",
      atMs: row.lastAtMs,
      ...who("from", row.peer?.address, named),
    }));
}

function departures(
  { leaving: before, threads: known }: HostNews,
  { threads }: Sight,
  { named }: Hearing,
): [ReadonlySet<string>, FrameEvent[]] {
  const leaving = new Set(before);
  const events: FrameEvent[] = [];
  for (const thread of Object.values(threads)) {
    if (known[thread.key] === thread) continue;
    for (const item of thread.items) {
      if (item.kind !== "message" || !item.mine) continue;
      if (item.state.kind === "sending" || item.state.kind === "waiting") leaving.add(item.key);
      else if (leaving.delete(item.key) && item.state.kind === "sent")
        events.push({
          name: "messageSent",
          atMs: item.sentAtMs,
          ...who("to", thread.peer?.address, named),
        });
    }
  }
  return [leaving, events];
}

/** Somebody's address under that name, where the page knows it already. */
export function who<Key extends string>(
  key: Key,
  address: Address | undefined,
  named: ReadonlySet<string>,
): { [Name in Key]?: Address } {
  const isNamed = address !== undefined && named.has(address.toLowerCase());
  return (isNamed ? { [key]: address } : {}) as { [Name in Key]?: Address };
}

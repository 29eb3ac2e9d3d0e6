import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import type { InboxRow, Thread } from "@/lib/messaging/core/view.ts";
import { type FrameEvent, TEXT_LENGTH } from "./protocol.ts";

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
  /** The addresses that it named itself and whose conversation was seen since, in small letters. */
  named: ReadonlySet<string>;
  /** Whose conversation was seen since as the page wished it, by address or by name. */
  shown: ReadonlySet<string>;
  /** Its person lets it read what comes in those conversations. */
  readsContent: boolean;
};

/** What the page has been told, and what it is going to be told of. */
export type HostNews = {
  inboxId?: InboxId;
  unreadCount: number;
  /** Of each conversation, when the last message came of which it was told, or need not be. */
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
 * With whom only where the page said the address itself, and what is in it only where its person let
 * it read that besides: plain text, of conversations in which messages stay. Strangers and groups are
 * nothing that it hears of.
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
  const lastAtMs = new Map(
    sight.rows.map((row) => [
      row.key,
      isSame && isUncounted(row) ? atMsOf(told, row) : row.lastAtMs,
    ]),
  );
  return [{ ...(inboxId && { inboxId }), unreadCount, lastAtMs, leaving, threads }, events];
}

/** Theirs, and read already or not counted yet: the count of what waits comes after the message. */
function isUncounted({ consent, preview, unreadCount }: InboxRow): boolean {
  return consent === "allowed" && preview?.mine === false && unreadCount === 0;
}

function atMsOf({ lastAtMs }: HostNews, { key }: InboxRow): number {
  return lastAtMs.get(key) ?? 0;
}

function received(before: HostNews, sight: Sight, hearing: Hearing): FrameEvent[] {
  const { named, shown, readsContent } = hearing;
  const known = readsContent ? new Set([...named, ...shown]) : named;
  return sight.rows
    .filter((row) => {
      const isTheirs = row.preview?.mine === false && row.unreadCount > 0;
      return row.consent === "allowed" && isTheirs && row.lastAtMs > atMsOf(before, row);
    })
    .map((row) => ({
      name: "messageReceived",
      atMs: row.lastAtMs,
      ...who("from", row.peer?.address, known),
      ...textOf(row, sight, hearing),
    }));
}

function textOf(
  { key, kind, peer, preview }: InboxRow,
  { threads }: Sight,
  { shown, readsContent }: Hearing,
): { text?: string } {
  const thread = threads[key];
  const isShown = peer !== undefined && shown.has(peer.address.toLowerCase());
  // What is to disappear here must not stay there.
  const stays = thread !== undefined && thread.disappearAfterMs === undefined;
  if (!readsContent || !isShown || kind !== "dm" || !stays) return {};
  const { content } = preview ?? {};
  return content?.type === "text" ? { text: content.text.slice(0, TEXT_LENGTH) } : {};
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

import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Pending } from "./outbox.ts";
import { peopleIn } from "./people-in.ts";
import {
  type ConversationRecord,
  isWritten,
  type MessageRecord,
  type ThreadKey,
} from "./records.ts";
import type { InboxRow, RowPreview, SendState } from "./view.ts";

export type InboxSource = {
  ownInboxId: InboxId;
  conversations: ReadonlyMap<ThreadKey, ConversationRecord>;
  /** In the order of writing. */
  outbox: readonly Pending[];
  unreadCounts: ReadonlyMap<ThreadKey, number>;
  /** Addresses of those who are named in groups. */
  people: ReadonlyMap<InboxId, Address>;
};

/**
 * The list, newest first. Only the rows of `changed` are made anew; a row that says the same
 * as before is the same object.
 */
export function inboxRows(
  source: InboxSource,
  before: readonly InboxRow[],
  changed: ReadonlySet<ThreadKey>,
): readonly InboxRow[] {
  const known = new Map(before.map((row) => [row.key, row]));
  const lastWritten = new Map(
    source.outbox
      .filter(({ content }) => isWritten(content))
      .map((outgoing) => [outgoing.thread, outgoing]),
  );
  const rows = [...source.conversations.values()]
    .map((conversation) => {
      const previous = known.get(conversation.key);
      if (previous && !changed.has(conversation.key)) return previous;
      const row = toRow(conversation, lastWritten.get(conversation.key), source);
      return previous && sameRow(previous, row) ? previous : row;
    })
    .sort((a, b) => b.lastAtMs - a.lastAtMs || (a.key < b.key ? -1 : 1));
  const isSame = rows.length === before.length && rows.every((row, i) => row === before[i]);
  return isSame ? before : rows;
}

/** The newer of two states of one conversation: an update that overtook another must not undo it. */
export function newerConversation(
  known: ConversationRecord | undefined,
  given: ConversationRecord,
): ConversationRecord {
  const lastMessage = newerMessage(known?.lastMessage, given.lastMessage);
  const peer = given.peer ?? known?.peer;
  return { ...given, ...(peer && { peer }), ...(lastMessage && { lastMessage }) };
}

/** Whom this inbox talks with by its own will: not those who have only written to it. */
export function acceptedPeers(rows: readonly InboxRow[]): Address[] {
  return rows.flatMap(({ consent, peer }) => (consent === "allowed" && peer ? peer.address : []));
}

function newerMessage(
  known: MessageRecord | undefined,
  given: MessageRecord | undefined,
): MessageRecord | undefined {
  if (!known || !given) return given ?? known;
  return given.sentAtNs >= known.sentAtNs || given.id === known.id ? given : known;
}

function toRow(
  { key, kind, peer, name, consent, createdAtNs, lastMessage }: ConversationRecord,
  written: Pending | undefined,
  source: InboxSource,
): InboxRow {
  const preview =
    written && isWritten(written.content)
      ? { content: written.content, mine: true, state: written.state as SendState }
      : lastMessage && toPreview(lastMessage, kind, source);
  const lastAtNs = lastMessage?.sentAtNs ?? createdAtNs;
  const lastAtMs = Math.max(Number(lastAtNs / 1_000_000n), written?.writtenAtMs ?? 0);
  return {
    key,
    kind,
    ...(peer && { peer }),
    ...(name && { name }),
    consent,
    ...(preview && { preview }),
    lastAtMs,
    unreadCount: source.unreadCounts.get(key) ?? 0,
  };
}

function toPreview(
  message: MessageRecord,
  kind: ConversationRecord["kind"],
  { ownInboxId, people }: InboxSource,
): RowPreview {
  const mine = message.senderInboxId === ownInboxId;
  const state: SendState =
    message.delivery === "published" || !mine ? { kind: "sent" } : { kind: "waiting" };
  const { content, senderInboxId } = message;
  return {
    content,
    mine,
    state,
    ...(kind === "group" && {
      ...(!mine && { senderInboxId }),
      people: addressesOf(peopleIn(message), people),
    }),
  };
}

function addressesOf(
  inboxIds: readonly InboxId[],
  people: ReadonlyMap<InboxId, Address>,
): ReadonlyMap<InboxId, Address> {
  return new Map(
    inboxIds.flatMap((inboxId) => {
      const address = people.get(inboxId);
      return address ? [[inboxId, address] as const] : [];
    }),
  );
}

function sameRow(a: InboxRow, b: InboxRow): boolean {
  return (
    a.lastAtMs === b.lastAtMs &&
    a.unreadCount === b.unreadCount &&
    a.name === b.name &&
    a.consent === b.consent &&
    a.peer?.address === b.peer?.address &&
    a.preview?.state.kind === b.preview?.state.kind &&
    a.preview?.senderInboxId === b.preview?.senderInboxId &&
    a.preview?.people?.size === b.preview?.people?.size &&
    JSON.stringify(a.preview?.content) === JSON.stringify(b.preview?.content)
  );
}

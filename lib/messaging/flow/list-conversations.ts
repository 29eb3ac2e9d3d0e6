import type { ConversationRecord, MessageRecord, ThreadKey } from "../core/records.ts";
import type { XmtpClient } from "../ports/xmtp-client.ts";
import type { Desk } from "./desk.ts";
import { learnListed } from "./learn-senders.ts";
import { recountUnread } from "./recount-unread.ts";

/** Brings the list from this device's store onto the desk, and then how much is unread in it. */
export async function listConversations(desk: Desk, client: XmtpClient): Promise<void> {
  await recountUnread(desk, client, await readList(desk, client));
}

/**
 * Brings the list without its counts. Conversations are added and updated, never taken away: an update
 * that overtakes another loses none of them. Gives what may be unread, newest first: what is pinned is
 * not known here.
 */
export async function readList(desk: Desk, client: XmtpClient): Promise<ThreadKey[]> {
  const before = new Map(desk.conversations);
  for (const conversation of await client.listConversations()) {
    const { key } = conversation;
    // What nobody changed while the store was asked is as the store says, older or not: the last
    // message may have been deleted, or have disappeared.
    if (desk.conversations.get(key) === before.get(key)) desk.dropLastMessage(key);
    desk.putConversation(conversation);
  }
  desk.listed();
  void learnListed(desk);
  return unreadCandidates(desk);
}

function unreadCandidates(desk: Desk): ThreadKey[] {
  return [...desk.conversations.values()]
    .filter((conversation) => mayBeUnread(conversation, desk))
    .sort((a, b) => Number(lastAtNs(b) - lastAtNs(a)))
    .map(({ key }) => key);
}

function lastAtNs({ lastMessage, createdAtNs }: ConversationRecord): bigint {
  return lastMessage?.sentAtNs ?? createdAtNs;
}

function mayBeUnread({ key, lastMessage }: ConversationRecord, desk: Desk): boolean {
  if ((desk.unreadCounts.get(key) ?? 0) > 0) return true;
  return lastMessage !== undefined && lastMessage.sentAtNs > (desk.readUntilNs.get(key) ?? 0n);
}

/** Whether a message raises the unread count of its thread. */
export function countsAsUnread(message: MessageRecord, desk: Desk): boolean {
  return (
    message.senderInboxId !== desk.ownInboxId &&
    message.sentAtNs > (desk.readUntilNs.get(message.thread) ?? 0n)
  );
}

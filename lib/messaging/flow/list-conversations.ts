import type { ConversationRecord, MessageRecord, ThreadKey } from "../core/records.ts";
import type { XmtpClient } from "../ports/xmtp-client.ts";
import type { Desk } from "./desk.ts";
import { learnListed } from "./learn-senders.ts";

/**
 * Brings the list from this device's store onto the desk. Conversations are added and updated,
 * never taken away: an update that overtakes another loses none of them.
 */
export async function listConversations(desk: Desk, client: XmtpClient): Promise<void> {
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
  await recountUnread(desk, client, unreadCandidates(desk));
}

/** Asks the store how much is unread in these threads; what was read meanwhile stays read. */
export async function recountUnread(
  desk: Desk,
  client: XmtpClient,
  keys: readonly ThreadKey[],
): Promise<void> {
  if (keys.length === 0) return;
  const readUntilNs: Record<ThreadKey, bigint> = {};
  for (const key of keys) readUntilNs[key] = desk.readUntilNs.get(key) ?? 0n;
  const counts = await client.countUnread(readUntilNs);
  for (const key of keys) {
    if ((desk.readUntilNs.get(key) ?? 0n) !== readUntilNs[key]) continue;
    desk.unreadCounts.set(key, counts[key] ?? 0);
    desk.changed(key);
  }
}

function unreadCandidates(desk: Desk): ThreadKey[] {
  return [...desk.conversations.values()]
    .filter((conversation) => mayBeUnread(conversation, desk))
    .map(({ key }) => key);
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

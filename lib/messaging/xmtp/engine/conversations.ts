import type { Client, Conversation, ConversationListItem } from "@xmtp/wasm-bindings";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ConversationRecord } from "../../core/records.ts";
import { listMessages } from "./history.ts";
import type { Peers } from "./peers.ts";
import { peerInboxId, type Threads } from "./threads.ts";
import { toMessageRecord } from "./to-record.ts";

/** Every conversation with its last message, in two local queries however many there are. */
export async function listConversations(
  client: Client,
  peers: Peers,
  threads: Threads,
): Promise<ConversationRecord[]> {
  const items: ConversationListItem[] = client.conversations().list();
  const rows = items.map((item) => ({
    conversation: item.conversation,
    lastMessage: item.lastMessage,
  }));
  await learnPeers(
    peers,
    rows.map(({ conversation }) => conversation),
  );
  return rows.map(({ conversation, lastMessage }) =>
    threads.toRecord(
      conversation,
      lastMessage && toMessageRecord(lastMessage, threads.keyOfConversation(conversation)),
    ),
  );
}

/** One conversation with its last message. */
export async function describeConversation(
  conversation: Conversation,
  peers: Peers,
  threads: Threads,
): Promise<ConversationRecord> {
  await learnPeers(peers, [conversation]);
  const { messages } = await listMessages(conversation, threads, { limit: 1 });
  return threads.toRecord(conversation, messages[0]);
}

async function learnPeers(peers: Peers, conversations: readonly Conversation[]): Promise<void> {
  const inboxIds = conversations
    .map(peerInboxId)
    .filter((inboxId): inboxId is InboxId => inboxId !== undefined);
  try {
    await peers.learn(inboxIds);
  } catch {
    // Offline with a stranger in the list: the row shows without an address until it is known.
  }
}

import type { Conversation, ConversationListItem } from "@xmtp/wasm-bindings";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ConversationRecord } from "../../core/records.ts";
import { consentOf, EVERY_STATE } from "./consent.ts";
import type { EngineContext } from "./engine-context.ts";
import type { Peers } from "./peers.ts";
import { inSlices } from "./slices.ts";
import { peerInboxId } from "./threads.ts";

/** Every conversation with its last message. */
export async function listConversations(context: EngineContext): Promise<ConversationRecord[]> {
  const { client, peers } = context;
  // Left to itself the engine leaves out what was blocked, which could then not be undone.
  const items: ConversationListItem[] = client.conversations().list({ consentStates: EVERY_STATE });
  const rows = items.map((item) => ({
    conversation: item.conversation,
    listed: item.lastMessage,
  }));
  await learnPeers(
    peers,
    rows.map(({ conversation }) => conversation),
  );
  const records = [];
  const breath = inSlices();
  for (const { conversation, listed } of rows) {
    await breath();
    records.push(await toRecord(conversation, context, listed));
  }
  return records;
}

/** One conversation with its last message. */
export async function describeConversation(
  conversation: Conversation,
  context: EngineContext,
): Promise<ConversationRecord> {
  await learnPeers(context.peers, [conversation]);
  context.lastMessages.forget(conversation.id());
  context.threads.forgetGroup(conversation.id());
  return toRecord(conversation, context);
}

async function toRecord(
  conversation: Conversation,
  context: EngineContext,
  listed?: ConversationListItem["lastMessage"],
): Promise<ConversationRecord> {
  const lastMessage = await context.lastMessages.of(conversation, listed);
  const consent = await consentOf(conversation, context.client);
  const known = { consent, ...(lastMessage && { lastMessage }) };
  return context.threads.toRecord(conversation, known);
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

import type { Conversation, GroupMember } from "@xmtp/wasm-bindings";
import { peerInboxId } from "./threads.ts";

/**
 * Adds the other side to a DM in which it is missing.
 *
 * The engine stores a new DM before it adds the peer. When the network fails in between, it
 * gives that group of one back ever after, and what is written there reaches nobody.
 */
export async function completeDm(conversation: Conversation): Promise<void> {
  const peer = peerInboxId(conversation);
  if (!peer) return;
  const members: GroupMember[] = await conversation.listMembers();
  if (members.some(({ inboxId }) => inboxId === peer)) return;
  await conversation.addMembers([peer]);
}

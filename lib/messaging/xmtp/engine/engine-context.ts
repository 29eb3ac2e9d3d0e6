import { type Client, GroupMessageKind, type Message } from "@xmtp/wasm-bindings";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { Deletions, deletedBy } from "./deletions.ts";
import { Expiry } from "./expiry.ts";
import type { StoredThreads } from "./history.ts";
import { LastMessages } from "./last-messages.ts";
import { Peers } from "./peers.ts";
import { Threads } from "./threads.ts";

/** A client with what is remembered of its store, so that nothing is asked of it twice. */
export type EngineContext = StoredThreads & { peers: Peers; lastMessages: LastMessages };

export function engineContext(client: Client): EngineContext {
  const peers = new Peers(client);
  const threads = new Threads(client, peers);
  const deletions = new Deletions(client.inboxId as InboxId);
  const stored = { client, threads, deletions, expiry: new Expiry() };
  return { ...stored, peers, lastMessages: new LastMessages(stored) };
}

/** This message was stored: what was remembered of its conversation may be old. */
export function noteStored(
  message: Message,
  { threads, deletions, expiry, lastMessages }: EngineContext,
): void {
  lastMessages.forget(message.convoId);
  if (deletedBy(message)) deletions.forget(threads.keyOf(message.convoId));
  if (message.kind !== GroupMessageKind.MembershipChange) return;
  threads.forgetGroup(message.convoId);
  expiry.forget(threads.keyOf(message.convoId));
}

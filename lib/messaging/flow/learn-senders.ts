import { dmInboxId, type ThreadKey } from "../core/records.ts";
import type { Desk } from "./desk.ts";

/**
 * Finds the addresses of those who wrote in a group that is open. Who can't be found now keeps
 * the short form of their inbox id, and is looked for again with the next message.
 */
export async function learnSenders(desk: Desk, key: ThreadKey): Promise<void> {
  const thread = desk.threads.get(key);
  if (dmInboxId(key) || !desk.client || !thread) return;
  const { records } = (thread.aside ?? thread).timeline;
  const writers = new Set(records.map(({ senderInboxId }) => senderInboxId));
  writers.delete(desk.ownInboxId);
  const unknown = [...writers].filter((inboxId) => !thread.senders?.has(inboxId));
  if (unknown.length === 0) return;
  const found = await desk.client.findPeers(unknown).catch(() => []);
  if (found.length === 0) return;
  const learnt = found.map(({ inboxId, address }) => [inboxId, address] as const);
  thread.senders = new Map([...(thread.senders ?? []), ...learnt]);
  desk.changed(key);
}

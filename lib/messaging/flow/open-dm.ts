import { dmKey, type ThreadKey } from "../core/records.ts";
import type { Desk } from "./desk.ts";
import { type ClientToCome, findPerson } from "./find-person.ts";

/**
 * The thread with an address, ready to be written in. Nothing is created on the network until
 * the first message leaves. Fails as `findPerson` does; a conversation that this device knows
 * opens without the network, and without the client.
 */
export async function openDm(
  desk: Desk,
  client: ClientToCome,
  addressText: string,
): Promise<ThreadKey> {
  const { inboxId, address } = await findPerson(desk, client, addressText);
  const key = dmKey(inboxId);
  if (!desk.conversations.has(key)) desk.strangers.set(inboxId, address);
  desk.thread(key);
  desk.flush();
  return key;
}

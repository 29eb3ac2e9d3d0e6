import { ParleyError } from "@/lib/errors/base.ts";
import { type Address, parseAddress } from "@/lib/identity/core/address.ts";
import { dmKey, type ThreadKey } from "../core/records.ts";
import type { XmtpClient } from "../ports.ts";
import type { Desk } from "./desk.ts";

/** The client, which a page that has just been opened waits for. */
type ClientToCome = () => Promise<XmtpClient>;

/**
 * The thread with an address, ready to be written in. Nothing is created on the network until
 * the first message leaves.
 *
 * Fails with `address.*`, `address.self`, `xmtp.not-registered`, `xmtp.unreachable`, `xmtp.engine` when
 * there is no client within seconds, and `tab.elsewhere` when another inbox is shown by the time that the network answers. A
 * conversation that this device knows opens without the network, and without the client.
 */
export async function openDm(
  desk: Desk,
  client: ClientToCome,
  addressText: string,
): Promise<ThreadKey> {
  const address = parseAddress(addressText);
  if (address === desk.client?.address) {
    throw new ParleyError("address.self", "That is the address that is signed in");
  }
  const key = knownThread(desk, address) ?? (await findStranger(desk, client, address));
  desk.thread(key);
  desk.flush();
  return key;
}

function knownThread(desk: Desk, address: Address): ThreadKey | undefined {
  for (const { key, peer } of desk.conversations.values())
    if (peer?.address === address) return key;
  return undefined;
}

async function findStranger(
  desk: Desk,
  client: ClientToCome,
  address: Address,
): Promise<ThreadKey> {
  const inboxId = await (await client()).findInbox(address);
  // Whoever asked is somebody else by now, and would find themselves in this conversation.
  if (desk.isClosed) throw new ParleyError("tab.elsewhere", "Another inbox is shown now");
  if (!inboxId) throw new ParleyError("xmtp.not-registered", "The address has no inbox yet");
  if (inboxId === desk.ownInboxId) {
    throw new ParleyError("address.self", "That address belongs to the inbox that is signed in");
  }
  desk.strangers.set(inboxId, address);
  return dmKey(inboxId);
}

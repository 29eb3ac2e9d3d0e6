import { ParleyError } from "@/lib/errors/base.ts";
import { type Address, parseAddress } from "@/lib/identity/core/address.ts";
import type { PeerRecord } from "../core/records.ts";
import type { XmtpClient } from "../ports/xmtp-client.ts";
import type { Desk } from "./desk.ts";

/** The client, which a page that has just been opened waits for. */
export type ClientToCome = () => Promise<XmtpClient>;

/**
 * Who is behind an address, to be written to or brought into a group. Somebody with whom this
 * device has a conversation is known without the network.
 *
 * Fails with `address.*`, `address.self`, `xmtp.not-registered`, `xmtp.unreachable`, `xmtp.engine`
 * when there is no client within seconds, and `tab.elsewhere` when another inbox is shown by the
 * time that the network answers.
 */
export async function findPerson(
  desk: Desk,
  client: ClientToCome,
  addressText: string,
): Promise<PeerRecord> {
  const address = parseAddress(addressText);
  if (address === desk.client?.address) {
    throw new ParleyError("address.self", "That is the address that is signed in");
  }
  return knownPerson(desk, address) ?? findStranger(desk, client, address);
}

function knownPerson(desk: Desk, address: Address): PeerRecord | undefined {
  for (const { peer } of desk.conversations.values()) if (peer?.address === address) return peer;
  return undefined;
}

async function findStranger(
  desk: Desk,
  client: ClientToCome,
  address: Address,
): Promise<PeerRecord> {
  const inboxId = await (await client()).findInbox(address);
  // Whoever asked is somebody else by now, and would find themselves in this conversation.
  if (desk.isClosed) throw new ParleyError("tab.elsewhere", "Another inbox is shown now");
  if (!inboxId) throw new ParleyError("xmtp.not-registered", "The address has no inbox yet");
  if (inboxId === desk.ownInboxId) {
    throw new ParleyError("address.self", "That address belongs to the inbox that is signed in");
  }
  return { inboxId, address };
}

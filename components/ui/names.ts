import { type Address, shortAddress } from "@/lib/identity/core/address.ts";
import { shortInboxId } from "@/lib/identity/core/ids.ts";
import { dmInboxId } from "@/lib/messaging/core/records.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { isVisible } from "./visible.ts";

/** Controls, bidi marks, zero-width spaces and blank letters: none of them belongs in a name. */
const INVISIBLE = /[\p{Cc}\p{Bidi_Control}\u200b\u2060\ufeff\u00ad\u115f\u1160\u3164\uffa0]/gu;

/** A name that reads like an address is somebody else's, or soon will be taken for it. */
const ADDRESS_LIKE = /^0x[0-9a-f]{3}/i;

type Named = {
  key: ThreadKey;
  name?: string | undefined;
  peer?: { address: Address } | undefined;
};

/**
 * What a conversation is called on the screen: the name when there is something to see in it
 * that is no address, else the short address of the other side, else the short form of their
 * inbox id. `peerName` is the name of the other side (ENS); `unnamed` is for a group without one.
 */
export function displayName(
  { key, name, peer }: Named,
  unnamed: string,
  peerName?: string,
): string {
  const visible = visibleName(peerName ?? name);
  if (visible) return visible;
  if (peer) return shortAddress(peer.address);
  const inboxId = dmInboxId(key);
  return inboxId ? shortInboxId(inboxId) : unnamed;
}

/** What an account is called: its name when there is something to see in it, else its address. */
export function personName(address: Address, name: string | undefined): string {
  return visibleName(name) ?? shortAddress(address);
}

function visibleName(name: string | undefined): string | undefined {
  const visible = plainName(name);
  return visible && !ADDRESS_LIKE.test(visible) ? visible : undefined;
}

/** What there is to see in a name that somebody chose; undefined when that is nothing. */
export function plainName(name = ""): string | undefined {
  const visible = name.replace(INVISIBLE, "").trim();
  // Joiners and variation selectors stay inside a name (Persian, emoji), and make none alone.
  return isVisible(visible) ? visible : undefined;
}

import { type Address, parseAddress } from "@/lib/identity/core/address.ts";
import { looksLikeName } from "@/lib/identity/core/names.ts";

/** A link to a conversation, of this Parley or another: `https://anywhere/dm/0x…`. */
const CONVERSATION_LINK = /^https?:\/\/[^/]+\/dm\/([^/?#]+)/i;

/** `ethereum:0x…@1` (EIP-681) carries an address too. */
const CARRIERS = [/^ethereum:(?:pay-)?(0x[0-9a-f]*)(?:[@/?].*)?$/i, CONVERSATION_LINK];

/**
 * The address in what somebody typed or pasted: bare, as an `ethereum:` link, or as a link to
 * a conversation.
 *
 * @throws ParleyError `address.empty`, `address.format` or `address.checksum`.
 */
export function parseRecipient(text: string): Address {
  const trimmed = text.trim();
  for (const carrier of CARRIERS) {
    const carried = carrier.exec(trimmed)?.[1];
    if (carried !== undefined) return parseAddress(carried);
  }
  return parseAddress(trimmed);
}

/** What was typed or pasted as a name, bare or as a link to a conversation, when it is one. */
export function nameIn(text: string): string | undefined {
  const trimmed = text.trim();
  const name = CONVERSATION_LINK.exec(trimmed)?.[1] ?? trimmed;
  return looksLikeName(name) ? name : undefined;
}

import { type Address, parseAddress } from "@/lib/identity/core/address.ts";

/** `ethereum:0x…@1` (EIP-681) and `https://anywhere/dm/0x…` both carry an address. */
const CARRIERS = [
  /^ethereum:(?:pay-)?(0x[0-9a-f]*)(?:[@/?].*)?$/i,
  /^https?:\/\/[^/]+\/dm\/([^/?#]+)/i,
];

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

import { type Address, type Hex, parseAddress } from "@/lib/identity/core/address.ts";

/** One call, as a chain takes it. Without `to` it makes a contract. */
export type Call = { to?: Address; value: bigint; data: Hex };

const BYTES = /^0x(?:[0-9a-f]{2})*$/i;
const QUANTITY = /^0x[0-9a-f]{0,64}$/i;
/** What a transaction may carry on Ethereum (EIP-7623's neighbours: 128 kB in every client). */
const MAX_DATA_LENGTH = 2 + 2 * 128 * 1024;

/**
 * A call out of what somebody sent: every part read strictly, so that what is shown is what a
 * wallet gets. Values are hexadecimal (EIP-5792); one in another notation has two meanings, and is
 * none. Undefined for what is no call.
 */
export function parseCall(sent: {
  to?: string | undefined;
  value?: string | undefined;
  data?: string | undefined;
}): Call | undefined {
  const { to, value = "0x0", data = "0x" } = sent;
  if (!BYTES.test(data) || data.length > MAX_DATA_LENGTH || !QUANTITY.test(value)) return undefined;
  const call = { value: value === "0x" ? 0n : BigInt(value), data: data.toLowerCase() as Hex };
  if (!to) return data === "0x" ? undefined : call;
  const address = toAddress(to);
  return address && { to: address, ...call };
}

/** The address in a text; undefined when there is none, or one with a wrong checksum. */
export function toAddress(text: string | undefined): Address | undefined {
  try {
    return text === undefined ? undefined : parseAddress(text);
  } catch {
    return undefined;
  }
}

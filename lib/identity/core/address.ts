import { getAddress, isAddress } from "viem/utils";
import { ParleyError } from "@/lib/errors/base.ts";

export type Hex = `0x${string}`;

/** An Ethereum address with its EIP-55 checksum. */
export type Address = Hex & { readonly __brand: "Address" };

const ADDRESS_PATTERN = /^0x[0-9a-f]{40}$/i;

/**
 * The checksummed address in `text`; surrounding space is ignored, all-lower and all-upper
 * case are taken as unchecksummed (EIP-55).
 *
 * @throws ParleyError `address.empty`, `address.format` or `address.checksum`.
 */
export function parseAddress(text: string): Address {
  const trimmed = text.trim();
  if (trimmed === "") throw new ParleyError("address.empty", "No address given");
  if (!ADDRESS_PATTERN.test(trimmed)) {
    throw new ParleyError("address.format", "Not an Ethereum address");
  }
  const digits = trimmed.slice(2);
  const hasChecksum = digits !== digits.toLowerCase() && digits !== digits.toUpperCase();
  if (hasChecksum && !isAddress(trimmed, { strict: true })) {
    throw new ParleyError("address.checksum", "EIP-55 checksum does not match");
  }
  return getAddress(`0x${digits.toLowerCase()}`) as Address;
}

/** `0x1234…abcd`: enough to recognise, too little to trust; the full one is always a tap away. */
export function shortAddress(address: Address): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`;
}

import { keccak_256 } from "@noble/hashes/sha3.js";
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
  const address = withChecksum(digits.toLowerCase());
  if (hasChecksum && address !== `0x${digits}`) {
    throw new ParleyError("address.checksum", "EIP-55 checksum does not match");
  }
  return address;
}

/** The same, and undefined for what is no address; with a wrong checksum it is a typing error, and nobody. */
export function readAddress(text: string): Address | undefined {
  try {
    return parseAddress(text);
  } catch {
    return undefined;
  }
}

/** A letter is upper case where the hash of all forty has a digit of 8 or more (EIP-55). */
function withChecksum(lowerDigits: string): Address {
  const hash = keccak_256(Uint8Array.from(lowerDigits, (digit) => digit.charCodeAt(0)));
  const digits = Array.from(lowerDigits, (digit, index) => {
    const byte = hash[index >> 1] ?? 0;
    const nibble = index % 2 === 0 ? byte >> 4 : byte & 15;
    return nibble >= 8 ? digit.toUpperCase() : digit;
  });
  return `0x${digits.join("")}` as Address;
}

/** `0x1234…abcd`: enough to recognise, too little to trust; the full one is always a tap away. */
export function shortAddress(address: Address): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`;
}

import type { Hex } from "@/lib/identity/core/address.ts";
import type { TransactionReference } from "@/lib/messaging/core/records.ts";
import { toAddress } from "./call.ts";
import type { Claims } from "./claims.ts";
import { parseChainId } from "./networks.ts";

/** A transaction that somebody points to (XIP-21), read: where it is, and what they say of it. */
export type ReadReference = { chainId?: number; hash?: Hex; claims: Claims };

/** What is no chain or no hash is left out: nothing can be looked up by it. */
export function readReference(reference: TransactionReference): ReadReference {
  const isEthereum = !reference.namespace || reference.namespace.toLowerCase() === "eip155";
  const chainId = isEthereum ? parseChainId(reference.networkId) : undefined;
  const hash = /^0x[0-9a-f]{64}$/i.test(reference.reference)
    ? (reference.reference.toLowerCase() as Hex)
    : undefined;
  return {
    ...(chainId !== undefined && { chainId }),
    ...(hash && { hash }),
    claims: readClaims(reference.metadata),
  };
}

function readClaims(metadata: TransactionReference["metadata"]): Claims {
  if (!metadata) return {};
  const { currency, amount, decimals } = metadata;
  const from = toAddress(metadata.fromAddress);
  const to = toAddress(metadata.toAddress);
  const isCount = Number.isInteger(decimals) && decimals >= 0 && decimals <= 255;
  return {
    ...(currency && { currency: currency.slice(0, 280) }),
    amount: String(amount),
    ...(isCount && { decimals }),
    ...(from && { from }),
    ...(to && { to }),
  };
}

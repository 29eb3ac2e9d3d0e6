import type { Address, Hex } from "@/lib/identity/core/address.ts";
import type { TransactionReference } from "@/lib/messaging/core/records.ts";
import type { Action } from "./action.ts";
import { type Measure, movementOf } from "./movement.ts";

/**
 * What a conversation is told of a transaction (XIP-21). What was moved goes along where there is
 * one answer, in smallest units, as other apps read it.
 */
export function toldReference(
  { chainId, hash, sender }: { chainId: number; hash: Hex; sender: Address },
  action: Action | undefined,
  measure: Measure,
): TransactionReference {
  const reference = {
    namespace: "eip155",
    networkId: `0x${chainId.toString(16)}`,
    reference: hash,
  };
  const isMove = action?.kind === "pay" || action?.kind === "move";
  const moved = isMove ? movementOf(action, { chainId, sender, measure }) : {};
  const { amount, decimals, symbol, from, to } = moved;
  if (amount === undefined || decimals === undefined || !symbol || !from || !to) return reference;
  return {
    ...reference,
    metadata: {
      transactionType: "transfer",
      currency: symbol,
      amount: Number(amount),
      decimals,
      fromAddress: from,
      toAddress: to,
    },
  };
}

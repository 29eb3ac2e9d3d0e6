import { encodeFunctionData, parseUnits } from "viem/utils";
import type { Address } from "@/lib/identity/core/address.ts";
import type { WalletCallsRequest } from "@/lib/messaging/core/records.ts";
import { TOKEN_CALLS } from "./abi.ts";
import type { Call } from "./call.ts";

export type ReadAmount =
  | { kind: "amount"; amount: bigint }
  /** Nothing yet; no number as people write one here; finer than what is paid with; nothing at all. */
  | { kind: "problem"; problem: "empty" | "format" | "too-fine" | "zero" };

/** More digits than all the money there is. */
const MAX_DIGITS = 30;

/**
 * An amount as somebody typed it, in smallest units. The separator is the language's own and no
 * other: a point that means a thousand here is a fraction there.
 */
export function readAmount(
  text: string,
  { decimals, separator }: { decimals: number; separator: string },
): ReadAmount {
  const typed = text.trim();
  if (typed === "") return { kind: "problem", problem: "empty" };
  const [whole = "", fraction, ...rest] = typed.split(separator);
  const isNumber =
    /^\d+$/.test(whole) && (fraction === undefined || /^\d+$/.test(fraction)) && rest.length === 0;
  if (!isNumber || whole.length > MAX_DIGITS) return { kind: "problem", problem: "format" };
  const digits = (fraction ?? "").replace(/0+$/, "");
  if (digits.length > decimals) return { kind: "problem", problem: "too-fine" };
  const amount = parseUnits(digits ? `${whole}.${digits}` : whole, decimals);
  return amount === 0n ? { kind: "problem", problem: "zero" } : { kind: "amount", amount };
}

export type Payment = {
  to: Address;
  amount: bigint;
  /** A token of ERC-20; left out for the chain's own coin. */
  token?: Address;
};

export function paymentCall({ to, amount, token }: Payment): Call {
  if (!token) return { to, value: amount, data: "0x" };
  const data = encodeFunctionData({
    abi: TOKEN_CALLS,
    functionName: "transfer",
    args: [to, amount],
  });
  return { to: token, value: 0n, data };
}

/** A payment as somebody is asked for it (XIP-59). What is said of it goes along where it is said. */
export function paymentRequest(
  payment: Payment,
  { chainId, from, note }: { chainId: number; from: Address; note: string },
): WalletCallsRequest {
  const { to = payment.to, value, data } = paymentCall(payment);
  const description = note.trim();
  return {
    version: "1.0",
    chainId: `0x${chainId.toString(16)}`,
    from,
    calls: [
      {
        to,
        value: `0x${value.toString(16)}`,
        data,
        // Other apps want both or neither.
        ...(description && { metadata: { description, transactionType: "transfer" } }),
      },
    ],
  };
}

import { useState } from "react";
import { useLocale } from "use-intl";
import { type Address, readAddress } from "@/lib/identity/core/address.ts";
import { useContracts } from "@/lib/react/use-transactions.ts";
import type { Asked, ContractFacts } from "@/lib/transactions/core/facts.ts";
import { coinOf } from "@/lib/transactions/core/networks.ts";
import { type Payment, type ReadAmount, readAmount } from "@/lib/transactions/core/payment.ts";
import { decimalSeparator } from "../ui/decimal-separator.ts";

/** Whether somebody is asked for money, or given some. */
export type PaymentWay = "ask" | "send";

export type TokenState =
  /** The chain's own coin. */
  | { kind: "coin" }
  | { kind: "asking" | "empty" | "no-address" | "no-token" | "unreachable" }
  | { kind: "token"; address: Address; decimals: number; symbol: string | undefined };

/** What somebody is about to pay, or to ask for, as far as it is filled in. */
export function usePayment(chainIds: readonly number[], to: Address) {
  const [chainId, setChainId] = useState(chainIds[0] ?? 0);
  const [amountText, setAmountText] = useState("");
  const [usesToken, setUsesToken] = useState(false);
  const [tokenText, setTokenText] = useState("");
  const locale = useLocale();
  const address = usesToken ? readAddress(tokenText) : undefined;
  const factsOf = useContracts(address ? chainId : undefined, address ? [address] : []);
  const token: TokenState = usesToken
    ? tokenState(tokenText, address, address && factsOf(address))
    : { kind: "coin" };
  const decimals = token.kind === "token" ? token.decimals : (coinOf(chainId)?.decimals ?? 18);
  const amount: ReadAmount = readAmount(amountText, {
    decimals,
    separator: decimalSeparator(locale),
  });
  const isKnown = token.kind === "coin" || token.kind === "token";
  const payment: Payment | undefined =
    amount.kind === "amount" && isKnown
      ? { to, amount: amount.amount, ...(token.kind === "token" && { token: token.address }) }
      : undefined;
  return {
    chainId,
    setChainId,
    amountText,
    setAmountText,
    amount,
    usesToken,
    setUsesToken,
    tokenText,
    setTokenText,
    token,
    payment,
  };
}

export type PaymentForm = ReturnType<typeof usePayment>;

function tokenState(
  text: string,
  address: Address | undefined,
  asked: Asked<ContractFacts> | undefined,
): TokenState {
  if (text.trim() === "") return { kind: "empty" };
  if (!address || !asked) return { kind: "no-address" };
  if (asked.kind === "asking") return { kind: "asking" };
  if (asked.kind !== "known") return { kind: "unreachable" };
  const { facts } = asked;
  if (facts.kind !== "erc20") return { kind: "no-token" };
  return { kind: "token", address, decimals: facts.decimals, symbol: facts.symbol };
}

"use client";

import { useCallback, useEffect, useState } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { type ParleyError, toParleyError } from "@/lib/errors/base.ts";
import type { Address, Hex } from "@/lib/identity/core/address.ts";
import type { Asked, ContractFacts, TransactionFacts } from "@/lib/transactions/core/facts.ts";
import type { Run } from "@/lib/transactions/core/run.ts";
import { factKey } from "@/lib/transactions/flow/look-up.ts";
import type { PlacedRequest, Transactions } from "@/lib/transactions/flow/transactions.ts";
import { NOTHING_KNOWN, type TransactionsView } from "@/lib/transactions/flow/transactions-view.ts";
import { useParley } from "./parley-context.ts";

export type { PlacedRequest };

const NOTHING = createStore<TransactionsView>(() => NOTHING_KNOWN);
const NOT_CHECKED = { kind: "unreachable" } as const;

type Loaded =
  | { kind: "loading" }
  | { kind: "ready"; transactions: Transactions }
  | { kind: "failed" };

/** Loaded by the first card that is shown. */
function useLoaded(): Loaded {
  const { loadTransactions } = useParley();
  const [loaded, setLoaded] = useState<Loaded>({ kind: "loading" });
  useEffect(() => {
    loadTransactions().then(
      (transactions) => setLoaded({ kind: "ready", transactions }),
      () => setLoaded({ kind: "failed" }),
    );
  }, [loadTransactions]);
  return loaded;
}

/** What the chain says of contracts; asked about when they are shown. `undefined` asks nothing. */
export function useContracts(
  chainId: number | undefined,
  addresses: readonly Address[],
): (address: Address) => Asked<ContractFacts> {
  const loaded = useLoaded();
  const transactions = loaded.kind === "ready" ? loaded.transactions : undefined;
  const contracts = useStore(transactions?.store ?? NOTHING, (view) => view.contracts);
  const asked = addresses.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the addresses by what they say
  useEffect(() => {
    if (transactions && chainId !== undefined) transactions.wantContracts(chainId, addresses);
  }, [transactions, chainId, asked]);
  return useCallback(
    (address) => {
      if (loaded.kind === "failed" || chainId === undefined) return NOT_CHECKED;
      return contracts.get(factKey(chainId, address)) ?? { kind: "asking" };
    },
    [loaded.kind, contracts, chainId],
  );
}

/** How a transaction stands on its chain, followed until that has decided. */
export function useTransaction(
  chainId: number | undefined,
  hash: Hex | undefined,
): Asked<TransactionFacts> {
  const loaded = useLoaded();
  const transactions = loaded.kind === "ready" ? loaded.transactions : undefined;
  useEffect(() => {
    if (!transactions || chainId === undefined || !hash) return;
    return transactions.wantTransaction(chainId, hash);
  }, [transactions, chainId, hash]);
  const known = useStore(transactions?.store ?? NOTHING, (view) =>
    chainId === undefined || !hash ? undefined : view.transactions.get(factKey(chainId, hash)),
  );
  if (loaded.kind === "failed") return NOT_CHECKED;
  return known ?? { kind: "asking" };
}

export type RunBinding = {
  /** How far it has come; undefined while nothing of it was begun here. */
  run: Run | undefined;
  /** The wallet is being opened. */
  isOpening: boolean;
  /** Why it could not begin; what happens later is in the run. */
  error: ParleyError | undefined;
  carryOut(optionId: string): Promise<void>;
  answer(wasSent: boolean): void;
};

/** Carrying out a request. Nothing is looked at for `undefined`. */
export function useRun(placed: PlacedRequest | undefined): RunBinding {
  const loaded = useLoaded();
  const transactions = loaded.kind === "ready" ? loaded.transactions : undefined;
  const messageId = placed?.messageId;
  const [isOpening, setIsOpening] = useState(false);
  const [error, setError] = useState<ParleyError>();
  const run = useStore(transactions?.store ?? NOTHING, ({ runs }) =>
    messageId ? runs.get(messageId) : undefined,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a message says the same for ever
  useEffect(() => {
    if (transactions && placed) void transactions.recall(placed);
  }, [transactions, messageId]);
  const isBusy = run?.isBusy === true;
  return {
    run,
    isOpening: isOpening && !isBusy,
    error,
    carryOut: async (optionId) => {
      if (!transactions || !placed) return;
      setError(undefined);
      setIsOpening(true);
      await transactions
        .carryOut(placed, optionId)
        .catch((thrown: unknown) => setError(toParleyError(thrown)))
        .finally(() => setIsOpening(false));
    },
    answer: (wasSent) => {
      if (transactions && placed) void transactions.answer(placed, wasSent);
    },
  };
}

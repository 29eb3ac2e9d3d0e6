import type { StoreApi } from "zustand/vanilla";
import type { Address, Hex } from "@/lib/identity/core/address.ts";
import type { MessagingHost, Unsubscribe } from "@/lib/messaging/ports/host.ts";
import type { Asked, ContractFacts, TransactionFacts } from "../core/facts.ts";
import { askAgainInMs } from "../core/patience.ts";
import type { Chains } from "../ports.ts";
import type { TransactionsView } from "./transactions-view.ts";

type LookUpParts = {
  loadChains: () => Promise<Chains>;
  host: Pick<MessagingHost, "nowMs" | "at">;
  store: Pick<StoreApi<TransactionsView>, "getState" | "setState">;
};

/** Names what a chain is asked about. */
export function factKey(chainId: number, what: string): string {
  return `${chainId}:${what.toLowerCase()}`;
}

/** Asks chains what is shown, and keeps the answers for as long as the page is there. */
export function createLookUp({ loadChains, host, store }: LookUpParts) {
  /** Who shows a transaction that its chain has not decided about, by `factKey`. */
  const watches = new Map<string, { watchers: number; stop: Unsubscribe }>();

  function noteContract(key: string, asked: Asked<ContractFacts>): void {
    store.setState(({ contracts }) => ({ contracts: new Map(contracts).set(key, asked) }));
  }

  function noteTransaction(key: string, asked: Asked<TransactionFacts>): void {
    store.setState(({ transactions }) => ({
      transactions: new Map(transactions).set(key, asked),
    }));
  }

  async function ask<Facts>(
    chainId: number,
    question: (chains: Chains) => Promise<Facts>,
  ): Promise<Asked<Facts>> {
    try {
      const chains = await loadChains();
      if (!chains.chainIds.includes(chainId)) return { kind: "not-configured" };
      return { kind: "known", facts: await question(chains) };
    } catch {
      return { kind: "unreachable" };
    }
  }

  async function lookAtContract(chainId: number, address: Address): Promise<void> {
    const key = factKey(chainId, address);
    const known = store.getState().contracts.get(key);
    // One that gave no answer is asked again when it is shown again.
    if (known && known.kind !== "unreachable") return;
    noteContract(key, { kind: "asking" });
    const asked = await ask(chainId, (chains) => chains.readContract(chainId, address));
    noteContract(key, asked);
  }

  async function lookAtTransaction(chainId: number, hash: Hex): Promise<Asked<TransactionFacts>> {
    const key = factKey(chainId, hash);
    if (!store.getState().transactions.has(key)) noteTransaction(key, { kind: "asking" });
    const asked = await ask(chainId, (chains) => chains.readTransaction(chainId, hash));
    noteTransaction(key, asked);
    return asked;
  }

  function watchTransaction(chainId: number, hash: Hex): Unsubscribe {
    const key = factKey(chainId, hash);
    const known = store.getState().transactions.get(key);
    if (known && isSettled(known)) return () => undefined;
    // Several that show the same one share its answers, until the last of them has enough.
    const watch = watches.get(key) ?? { watchers: 0, stop: lookUntilSettled(chainId, hash) };
    watches.set(key, watch);
    watch.watchers += 1;
    return () => {
      watch.watchers -= 1;
      if (watch.watchers > 0) return;
      watch.stop();
      watches.delete(key);
    };
  }

  function lookUntilSettled(chainId: number, hash: Hex): Unsubscribe {
    let stopWaiting: Unsubscribe | undefined;
    let isOver = false;
    const look = async (turn: number) => {
      const asked = await lookAtTransaction(chainId, hash);
      if (isOver || isSettled(asked)) return;
      stopWaiting = host.at(host.nowMs() + askAgainInMs(turn), () => void look(turn + 1));
    };
    void look(0);
    return () => {
      isOver = true;
      stopWaiting?.();
    };
  }

  return {
    /** Asks about contracts that are not known yet. */
    wantContracts: (chainId: number, addresses: readonly Address[]): void => {
      for (const address of addresses) void lookAtContract(chainId, address);
    },
    /** Asks about a transaction, again and again until its chain has decided; ends when called. */
    wantTransaction: watchTransaction,
  };
}

/** Whether asking again would tell nothing else. */
function isSettled(asked: Asked<TransactionFacts>): boolean {
  return (
    asked.kind === "not-configured" || (asked.kind === "known" && asked.facts.kind === "mined")
  );
}

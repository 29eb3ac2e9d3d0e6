import { ParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { Address, Hex } from "@/lib/identity/core/address.ts";
import type { WalletCalls } from "@/lib/identity/ports.ts";
import type { Call } from "@/lib/transactions/core/call.ts";
import type { ContractFacts, TransactionFacts } from "@/lib/transactions/core/facts.ts";
import type { BundleOutcome, CallAbility } from "@/lib/transactions/core/run.ts";
import type { Chains } from "@/lib/transactions/ports.ts";

type Sent = { from: Address; call: Call; outcome: "success" | "reverted" | undefined };

/** A chain in memory, what is read of it, and a wallet on it. */
export type FakeChain = {
  readonly chains: Chains;
  readonly calls: WalletCalls;
  /** What was sent, in order. */
  readonly sent: readonly Call[];
  readonly wasAsked: number;
  place(address: Address, facts: ContractFacts): void;
  /** Calls that are taken, and always fail. */
  readonly failing: Set<Call>;
  /** The next transaction is taken and fails. */
  revertNext(): void;
  /** Transactions wait until `mine`. */
  holdBlocks(): void;
  mine(): void;
  /** The next thing that the wallet is asked fails before it is sent. */
  failNext(code: ErrorCode): void;
  /** The next one is sent, and its answer gets lost. */
  loseNextAnswer(): void;
  goDown(): void;
  goUp(): void;
};

export function createFakeChain({
  chainId,
  accounts,
  ability = "single",
}: {
  chainId: number;
  accounts: readonly Address[];
  ability?: CallAbility;
}): FakeChain {
  const contracts = new Map<Address, ContractFacts>();
  const transactions = new Map<Hex, Sent>();
  const bundles = new Map<string, Hex[]>();
  const sent: Call[] = [];
  const failing = new Set<Call>();
  let wasAsked = 0;
  let isReverting = false;
  let isHeld = false;
  let isDown = false;
  let isLost = false;
  let nextFailure: ErrorCode | undefined;

  function answer<Value>(value: Value): Value {
    if (isDown)
      throw new ParleyError("chain.unreachable", "The fake chain is down", { facts: { chainId } });
    return value;
  }

  function admit(address: Address): void {
    wasAsked += 1;
    const code = nextFailure;
    nextFailure = undefined;
    if (code) throw new ParleyError(code, "The fake wallet was told to fail");
    if (!accounts.includes(address))
      throw new ParleyError("wallet.wrong-account", "Not an account of this wallet");
  }

  function put(from: Address, call: Call): Hex {
    const hash: Hex = `0x${(sent.length + 1).toString(16).padStart(64, "0")}`;
    sent.push(call);
    const outcome = isReverting || failing.has(call) ? "reverted" : "success";
    isReverting = false;
    transactions.set(hash, { from, call, outcome: isHeld ? undefined : outcome });
    return hash;
  }

  function handOver<Value>(value: Value): Value {
    if (!isLost) return value;
    isLost = false;
    throw new ParleyError("wallet.failed", "The answer got lost", { facts: { isUnsure: true } });
  }

  function readTransaction(hash: Hex): TransactionFacts {
    const found = transactions.get(hash);
    if (!found) return { kind: "unknown" };
    const { from, call, outcome } = found;
    if (!outcome) return { kind: "pending", from, call };
    return { kind: "mined", from, call, outcome, logs: [] };
  }

  const calls: WalletCalls = {
    readAbility: async () => ability,
    send: async ({ address, call }) => {
      admit(address);
      return handOver(put(address, call));
    },
    sendTogether: async ({ address, calls: together, isAtomic }) => {
      admit(address);
      if (ability === "single") throw new ParleyError("wallet.no-transactions", "One at a time");
      if (isAtomic && ability !== "atomic")
        throw new ParleyError("wallet.not-atomic", "Not atomic here");
      const id = `bundle-${bundles.size + 1}`;
      bundles.set(
        id,
        together.map((call) => put(address, call)),
      );
      return handOver(id);
    },
    readOutcome: async (bundleId) => outcomeOf((bundles.get(bundleId) ?? []).map(stateOf)),
    readReceipt: async (hash) => {
      const outcome = transactions.get(hash)?.outcome;
      return outcome && (outcome === "success" ? "confirmed" : "reverted");
    },
  };

  function stateOf(hash: Hex) {
    return { hash, outcome: transactions.get(hash)?.outcome };
  }

  return {
    chains: {
      chainIds: [chainId],
      readContract: async (asked, address) => {
        if (asked !== chainId) throw new ParleyError("chain.unreachable", "Another chain");
        return answer(contracts.get(address) ?? { kind: "account" });
      },
      readTransaction: async (asked, hash) => {
        if (asked !== chainId) throw new ParleyError("chain.unreachable", "Another chain");
        return answer(readTransaction(hash));
      },
    },
    calls,
    sent,
    failing,
    get wasAsked() {
      return wasAsked;
    },
    place: (address, facts) => contracts.set(address, facts),
    revertNext: () => {
      isReverting = true;
    },
    holdBlocks: () => {
      isHeld = true;
    },
    mine: () => {
      isHeld = false;
      for (const [hash, each] of transactions)
        transactions.set(hash, { ...each, outcome: each.outcome ?? "success" });
    },
    failNext: (code) => {
      nextFailure = code;
    },
    loseNextAnswer: () => {
      isLost = true;
    },
    goDown: () => {
      isDown = true;
    },
    goUp: () => {
      isDown = false;
    },
  };
}

function outcomeOf(
  states: readonly { hash: Hex; outcome: "success" | "reverted" | undefined }[],
): BundleOutcome | undefined {
  if (states.some(({ outcome }) => !outcome)) return undefined;
  const hashes = states.map(({ hash }) => hash);
  const succeeded = states.filter(({ outcome }) => outcome === "success").length;
  if (succeeded === states.length) return { kind: "confirmed", hashes };
  if (succeeded === 0) return { kind: "reverted", hashes };
  const receipts = states.map(({ hash, outcome }) => ({ hash, isSuccess: outcome === "success" }));
  return { kind: "partly", receipts };
}

import type { Address } from "@/lib/identity/core/address.ts";
import { type Action, actionOf } from "./action.ts";
import { type Claims, type Disagreement, disagreements, type Movement } from "./claims.ts";
import type { TransactionFacts } from "./facts.ts";
import { contractOf, type Measure, movementOf } from "./movement.ts";
import { coinOf } from "./networks.ts";
import { type Transfer, transfersOf } from "./transfers.ts";

type Found = Exclude<TransactionFacts, { kind: "unknown" }>;

/** What is asked of the chain to read the amounts of one transaction. */
const MOST_CONTRACTS = 6;

/** What a transaction did, or would do, and where its sender's words differ from that. */
export type CheckedReference = {
  action: Action;
  /** What it moved; nothing unless it was carried out. */
  transfers: readonly Transfer[];
  differing: readonly Disagreement[];
};

/** The tokens that a transaction is about. */
export function contractsIn(facts: Found): Address[] {
  const called = contractOf(actionOf(facts.call));
  const moved = transfersIn(facts).flatMap((transfer) =>
    transfer.kind === "coin" ? [] : transfer.contract,
  );
  return [...new Set(called ? [called, ...moved] : moved)].slice(0, MOST_CONTRACTS);
}

/** Holds what was said of a transaction against what its chain says. */
export function checkReference(
  facts: Found,
  claims: Claims,
  { chainId, measure }: { chainId: number; measure: (contract: Address) => Measure },
): CheckedReference {
  const action = actionOf(facts.call);
  const transfers = transfersIn(facts);
  const contract = contractOf(action);
  const intended = movementOf(action, {
    chainId,
    sender: facts.from,
    measure: contract ? measure(contract) : { kind: "unknown" },
  });
  const movements =
    transfers.length > 0
      ? transfers.map((transfer) => movementIn(transfer, chainId, measure))
      : [intended];
  // Something that was moved as they say: whatever else was moved contradicts nobody.
  const found = movements.map((movement) => disagreements(claims, movement));
  const differing = found.toSorted((a, b) => a.length - b.length)[0] ?? [];
  return { action, transfers, differing };
}

function transfersIn(facts: Found): Transfer[] {
  return facts.kind === "mined" && facts.outcome === "success" ? transfersOf(facts) : [];
}

function movementIn(
  transfer: Transfer,
  chainId: number,
  measure: (contract: Address) => Measure,
): Movement {
  const { from, to } = transfer;
  if (transfer.kind === "coin") return { from, to, ...coinOf(chainId), amount: transfer.amount };
  const known = measure(transfer.contract);
  if (transfer.kind === "item" || known.kind !== "units") return { from, to };
  const { symbol, decimals } = known;
  return { from, to, amount: transfer.amount, decimals, ...(symbol && { symbol }) };
}

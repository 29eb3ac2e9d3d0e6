import type { Address } from "@/lib/identity/core/address.ts";
import type { Action } from "./action.ts";
import type { Movement } from "./claims.ts";
import type { Asked, ContractFacts } from "./facts.ts";
import { coinOf } from "./networks.ts";

/** How an amount at a contract is to be read, as its chain says. */
export type Measure =
  | { kind: "unknown" }
  | { kind: "units"; symbol?: string; decimals: number }
  | { kind: "item"; name?: string };

/** What amounts at a contract are amounts of. */
export function measureOf(asked: Asked<ContractFacts> | undefined): Measure {
  if (asked?.kind !== "known") return { kind: "unknown" };
  const { facts } = asked;
  if (facts.kind === "erc20") {
    const { symbol, decimals } = facts;
    return { kind: "units", decimals, ...(symbol && { symbol }) };
  }
  if (facts.kind === "erc721") return { kind: "item", ...(facts.name && { name: facts.name }) };
  return { kind: "unknown" };
}

/** The contract that an action is about, where there is one. */
export function contractOf(action: Action): Address | undefined {
  return "contract" in action ? action.contract : undefined;
}

/** What an action of `sender` moves, to be held against what was said of it. */
export function movementOf(
  action: Action,
  { chainId, sender, measure }: { chainId: number; sender?: Address; measure: Measure },
): Movement {
  switch (action.kind) {
    case "pay": {
      const coin = coinOf(chainId);
      return { ...coin, amount: action.amount, to: action.to, ...(sender && { from: sender }) };
    }
    case "move": {
      const from = action.from ?? sender;
      const ends = { to: action.to, ...(from && { from }) };
      if (measure.kind !== "units") return ends;
      const { symbol, decimals } = measure;
      return { ...ends, amount: action.amount, decimals, ...(symbol && { symbol }) };
    }
    case "allow": {
      if (measure.kind !== "units") return {};
      const { symbol, decimals } = measure;
      return { amount: action.amount, decimals, ...(symbol && { symbol }) };
    }
    case "move-item":
      return { from: action.from, to: action.to };
    case "allow-all":
    case "create":
    case "other":
      return {};
  }
}

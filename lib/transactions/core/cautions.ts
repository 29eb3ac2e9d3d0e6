import type { Address } from "@/lib/identity/core/address.ts";
import type { Action } from "./action.ts";
import { isEndless } from "./amount.ts";
import type { Call } from "./call.ts";
import { type Claims, type Disagreement, disagreements } from "./claims.ts";
import type { Asked, ContractFacts } from "./facts.ts";
import { isImitation } from "./known-tokens.ts";
import { type Measure, measureOf, movementOf } from "./movement.ts";

/** What somebody should know before they let a call be made. */
export type Caution =
  /** Lets another take everything of this token, now and later. */
  | { kind: "allows-all-of-token" }
  /** Lets another take every item of this collection. */
  | { kind: "allows-all-items" }
  | { kind: "creates-contract" }
  /** Nobody here can tell what the function does. */
  | { kind: "unknown-function" }
  /** Coins go along with a function of a contract. */
  | { kind: "pays-contract" }
  /** Nothing answers at that address on this chain: the data would do nothing. */
  | { kind: "no-contract" }
  /** The contract is none of the tokens that the call is for. */
  | { kind: "no-token" }
  /** It calls itself as a token is called that is known to be another contract. */
  | { kind: "imitation"; symbol: string }
  /** To nobody's address, or to the token's own contract: for ever. */
  | { kind: "lost" }
  /** Like somebody's address at both ends, and not theirs. */
  | { kind: "looks-like"; address: Address; known: Address }
  /** The chain could not be asked about this contract. */
  | { kind: "not-checked" }
  /** What the sender says is not what the call does. */
  | { kind: "disagrees"; in: readonly Disagreement[] };

type Situation = {
  chainId: number;
  sender?: Address;
  contract?: Asked<ContractFacts> | undefined;
  /** Whom this person knows: themselves, and those they write with. */
  known: readonly Address[];
};

/** What is to be said about one call, the gravest first. */
export function cautionsOf(
  { call, action, claims }: { call: Call; action: Action; claims: Claims },
  situation: Situation,
): Caution[] {
  const measure = measureOf(situation.contract);
  const differing = disagreements(claims, movementOf(action, { ...situation, measure }));
  return [
    ...(differing.length > 0 ? [{ kind: "disagrees", in: differing } as const] : []),
    ...permissionCautions(action, measure),
    ...contractCautions(call, action, situation),
    ...addressCautions(action, situation.known),
  ];
}

function permissionCautions(action: Action, measure: Measure): Caution[] {
  if (action.kind === "allow-all" && action.isAllowed) return [{ kind: "allows-all-items" }];
  const isOfItem = measure.kind === "item";
  if (action.kind === "allow" && !isOfItem && isEndless(action.amount))
    return [{ kind: "allows-all-of-token" }];
  return [];
}

function contractCautions(call: Call, action: Action, situation: Situation): Caution[] {
  if (action.kind === "create") return [{ kind: "creates-contract" }];
  if (action.kind === "pay") return [];
  const cautions: Caution[] = [];
  if (action.kind === "other") cautions.push({ kind: "unknown-function" });
  if (call.value > 0n) cautions.push({ kind: "pays-contract" });
  const { contract, chainId } = situation;
  if (!contract || contract.kind === "asking") return cautions;
  if (contract.kind !== "known") return [...cautions, { kind: "not-checked" }];
  const { facts } = contract;
  if (facts.kind === "account") return [...cautions, { kind: "no-contract" }];
  if (facts.kind === "contract" && action.kind !== "other")
    return [...cautions, { kind: "no-token" }];
  if (facts.kind === "erc20" && facts.symbol && isImitation(facts.symbol, chainId, action.contract))
    cautions.push({ kind: "imitation", symbol: facts.symbol });
  return cautions;
}

function addressCautions(action: Action, known: readonly Address[]): Caution[] {
  const target = targetOf(action);
  if (!target) return [];
  const isLost = /^0x0{40}$/.test(target) || ("contract" in action && action.contract === target);
  if (isLost) return [{ kind: "lost" }];
  const twin = lookAlike(target, known);
  return twin ? [{ kind: "looks-like", address: target, known: twin }] : [];
}

/** Whom an action gives something, or allows something. */
export function targetOf(action: Action): Address | undefined {
  switch (action.kind) {
    case "pay":
    case "move":
    case "move-item":
      return action.to;
    case "allow":
    case "allow-all":
      return action.spender;
    case "create":
    case "other":
      return undefined;
  }
}

/** Somebody known whose address begins and ends as this one, and is another. */
export function lookAlike(address: Address, known: readonly Address[]): Address | undefined {
  if (known.includes(address)) return undefined;
  const ends = endsOf(address);
  return known.find((each) => endsOf(each) === ends);
}

/** What is shown of an address where there is little room. */
function endsOf(address: Address): string {
  return `${address.slice(2, 6)}${address.slice(-4)}`.toLowerCase();
}

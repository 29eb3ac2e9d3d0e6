import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { Hex } from "@/lib/identity/core/address.ts";

/** How far one call of a request has come. */
export type CallStep =
  | { kind: "waiting" }
  /** The wallet has it in hand. Nobody knows whether it sent it before it answers. */
  | { kind: "asked" }
  /** On its way to the chain; of several that are sent together the hash comes with the end. */
  | { kind: "sent"; hash?: Hex }
  /** `hash` is left out where a person said that it was sent, or the wallet kept it to itself. */
  | { kind: "confirmed"; hash?: Hex }
  /** The chain took it and it failed: nothing of it happened, the fee is paid. */
  | { kind: "reverted"; hash?: Hex };

/** Why a run rests before its end. */
export type Stop =
  | { kind: "failed"; code: ErrorCode; chainId?: number }
  | { kind: "reverted" }
  /** The wallet was asked and never answered: only the person can look there what came of it. */
  | { kind: "unsure" }
  /** The wallet that was asked to send them together does not tell which of them happened. */
  | { kind: "untold" };

/** A request that is being carried out, call by call or all together. */
export type Run = {
  steps: readonly CallStep[];
  /** The wallet's id of the calls that it was given together (EIP-5792), until they are settled. */
  bundleId?: string;
  isBusy: boolean;
  stop?: Stop;
};

/** What a wallet can do with several calls on a chain (EIP-5792). */
export type CallAbility =
  /** All of them or none. */
  | "atomic"
  /** One after the other, given in one request. */
  | "sequential"
  /** It takes one call at a time. */
  | "single";

export type BundleOutcome =
  | { kind: "confirmed"; hashes: readonly Hex[] }
  /** None of them happened. */
  | { kind: "reverted"; hashes: readonly Hex[] }
  /** Some happened; each by its place, where the wallet tells of each. */
  | { kind: "partly"; receipts: readonly { hash: Hex; isSuccess: boolean }[] };

export type RunEvent =
  /** The person wants it done, or gone on with. */
  | { kind: "started"; ability: CallAbility; isAtomic: boolean }
  /** The wallet sent the call that it was asked for. */
  | { kind: "sent"; hash: Hex }
  /** The wallet took all that it was asked for. */
  | { kind: "bundled"; bundleId: string }
  /** The chain has decided about the call that was sent. */
  | { kind: "settled"; outcome: "confirmed" | "reverted" }
  | { kind: "bundle-settled"; outcome: BundleOutcome }
  /** Something went wrong; `isCertain`: what the wallet was asked for was not sent. */
  | { kind: "failed"; code: ErrorCode; isCertain: boolean; chainId?: number }
  /** The page that ran it is gone; this is what it left behind. */
  | { kind: "found-again" }
  /**
   * The person looked in their wallet, and says whether what it was asked for was sent; of one that
   * the chain never decided about, whether it is done in another way.
   */
  | { kind: "answered"; wasSent: boolean };

export type RunEffect =
  /** Writes the run down. Done before the next effect begins. */
  | { kind: "keep" }
  | { kind: "ask"; index: number }
  | { kind: "ask-together"; indexes: readonly number[]; isAtomic: boolean }
  | { kind: "watch"; hash: Hex }
  | { kind: "watch-bundle"; bundleId: string }
  /** Tells the conversation of a transaction that is confirmed. */
  | { kind: "tell"; hash: Hex; index: number };

/** What was begun, and can't be read any more. */
export const UNREADABLE: Run = { steps: [], isBusy: false, stop: { kind: "unsure" } };

/**
 * A run as it was kept, for a request of so many calls. One that does not fit may have done any of
 * them: only the person can look.
 */
export function fitted(kept: Run, callCount: number): Run {
  if (kept.steps.length === callCount) return kept;
  const steps = Array.from({ length: callCount }, (): CallStep => ({ kind: "asked" }));
  return { steps, isBusy: false, stop: { kind: "unsure" } };
}

/** The chain has not decided for so long that the transaction may have been given up, or replaced. */
export function isSlow({ stop }: Run): boolean {
  return stop?.kind === "failed" && stop.code === "transaction.slow";
}

export function newRun(callCount: number): Run {
  return { steps: Array.from({ length: callCount }, () => ({ kind: "waiting" })), isBusy: false };
}

export function isDone({ steps }: Run): boolean {
  return steps.every(({ kind }) => kind === "confirmed");
}

/** Whether anything of it may still happen without being asked for again. */
export function isUnderWay({ isBusy, bundleId, steps }: Run): boolean {
  return (
    isBusy ||
    bundleId !== undefined ||
    steps.some(({ kind }) => kind === "asked" || kind === "sent")
  );
}

/** How many of the calls are on the chain, for good. */
export function confirmedCount({ steps }: Run): number {
  return steps.filter(({ kind }) => kind === "confirmed").length;
}

import { ParleyError, toParleyError } from "@/lib/errors/base.ts";
import type { Address, Hex } from "@/lib/identity/core/address.ts";
import type { Wallet } from "@/lib/identity/ports.ts";
import type { MessagingHost } from "@/lib/messaging/ports/host.ts";
import { askAgainInMs, SLOW_AFTER_MS } from "../core/patience.ts";
import type { ReadRequest } from "../core/request.ts";
import type { BundleOutcome, Run, RunEffect, RunEvent } from "../core/run.ts";
import { stepRun } from "../core/step-run.ts";

export type RunJob = {
  request: Extract<ReadRequest, { kind: "read" }>;
  sender: Address;
};

/** What a run needs of the world. */
export type RunHands = {
  /** Left out when only what was sent before is watched. */
  wallet?: Wallet;
  /** How a chain decided about a transaction, where it can be asked; undefined while it has not. */
  readReceipt: (hash: Hex) => Promise<"confirmed" | "reverted" | undefined>;
  host: Pick<MessagingHost, "nowMs" | "at">;
  keep: (run: Run) => Promise<void>;
  show: (run: Run) => void;
  tell: (hash: Hex, index: number, run: Run) => void;
  signal: AbortSignal;
};

/** Carries a run on from an event until it rests. Never fails: what goes wrong is in the run. */
export async function carryOn(
  begun: Run,
  first: RunEvent,
  job: RunJob,
  hands: RunHands,
): Promise<void> {
  let run = begun;
  const events: RunEvent[] = [first];
  for (let event = events.shift(); event && !hands.signal.aborted; event = events.shift()) {
    const [next, effects] = stepRun(run, event);
    run = next;
    hands.show(run);
    let unkept: RunEvent | undefined;
    for (const effect of effects) {
      // A wallet is asked for nothing that is not written down: a reload would ask again.
      if (unkept && isAsk(effect)) {
        events.push(unkept);
        continue;
      }
      const happened = await perform(effect, run, job, hands).catch(asFailure);
      if (effect.kind === "keep") unkept = happened;
      else if (happened) events.push(happened);
      if (happened && isUntaken(effect, happened)) events.push(ONE_BY_ONE);
    }
  }
}

function isAsk({ kind }: RunEffect): boolean {
  return kind === "ask" || kind === "ask-together";
}

const ONE_BY_ONE: RunEvent = { kind: "started", ability: "single", isAtomic: false };

/** Some wallets say that they take several calls, and then don't. */
function isUntaken(effect: RunEffect, happened: RunEvent): boolean {
  return (
    effect.kind === "ask-together" &&
    !effect.isAtomic &&
    happened.kind === "failed" &&
    happened.code === "wallet.no-transactions"
  );
}

/** An answer of the wallet that got lost on the way does not tell what it did. */
function asFailure(thrown: unknown): RunEvent {
  const { code, facts } = toParleyError(thrown, "wallet.failed");
  const isCertain = code !== "wallet.unavailable" && facts.isUnsure !== true;
  const { chainId } = facts;
  return { kind: "failed", code, isCertain, ...(typeof chainId === "number" && { chainId }) };
}

async function perform(
  effect: RunEffect,
  run: Run,
  { request, sender }: RunJob,
  hands: RunHands,
): Promise<RunEvent | undefined> {
  const { chainId } = request;
  switch (effect.kind) {
    case "keep":
      await hands.keep(run).catch((error: unknown) => {
        throw toParleyError(error, "storage.full");
      });
      return undefined;
    case "tell":
      hands.tell(effect.hash, effect.index, run);
      return undefined;
    case "ask": {
      const call = request.calls[effect.index]?.call;
      if (!call) return undefined;
      const { calls } = await walletOn(chainId, sender, hands.wallet);
      return { kind: "sent", hash: await calls.send({ address: sender, chainId, call }) };
    }
    case "ask-together": {
      const { calls } = walletOf(hands.wallet);
      const asked = effect.indexes.flatMap((index) => request.calls[index]?.call ?? []);
      const { isAtomic } = effect;
      const bundleId = await calls.sendTogether({
        address: sender,
        chainId,
        calls: asked,
        isAtomic,
      });
      return { kind: "bundled", bundleId };
    }
    case "watch": {
      const { hash } = effect;
      const outcome = await decided(() => hands.readReceipt(hash), hands);
      return outcome && { kind: "settled", outcome };
    }
    case "watch-bundle": {
      const { calls } = walletOf(hands.wallet);
      const { bundleId } = effect;
      const outcome = await decided<BundleOutcome>(() => calls.readOutcome(bundleId), hands);
      return outcome && { kind: "bundle-settled", outcome };
    }
  }
}

function walletOf(wallet: Wallet | undefined): Wallet {
  if (!wallet) throw new ParleyError("wallet.unavailable", "No wallet is at hand");
  return wallet;
}

/** A call that was meant for one chain does something else, or nothing, on another. */
async function walletOn(
  chainId: number,
  sender: Address,
  wallet: Wallet | undefined,
): Promise<Wallet> {
  const given = walletOf(wallet);
  const { chainId: now } = await given.readChain(sender);
  if (now !== chainId) await given.switchChain(chainId);
  return given;
}

/** Asks until there is an answer; a server that is away for a while is asked again. */
async function decided<Outcome>(
  ask: () => Promise<Outcome | undefined>,
  { host, signal }: Pick<RunHands, "host" | "signal">,
): Promise<Outcome | undefined> {
  const slowAtMs = host.nowMs() + SLOW_AFTER_MS;
  for (let turn = 0; !signal.aborted; turn++) {
    const outcome = await ask().catch(() => undefined);
    if (outcome) return outcome;
    if (host.nowMs() >= slowAtMs)
      throw new ParleyError("transaction.slow", "The chain has not decided for long");
    await pause(askAgainInMs(turn), { host, signal });
  }
  return undefined;
}

function pause(forMs: number, { host, signal }: Pick<RunHands, "host" | "signal">): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      stop();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const stop = host.at(host.nowMs() + forMs, end);
    signal.addEventListener("abort", end);
  });
}

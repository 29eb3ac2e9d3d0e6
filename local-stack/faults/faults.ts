import type { IncomingMessage } from "node:http";
import { Code, ConnectError } from "@connectrpc/connect";
import type { QueueLimits } from "../options.ts";
import type { RpcCall, RpcLayer } from "../xmtp/wire/rpc-layers.ts";
import { subjectsOf } from "../xmtp/wire/rpc-subjects.ts";
import { type Action, FaultDecider } from "./core/decide-faults.ts";
import type { HttpAction, HttpFacts } from "./core/decide-http.ts";
import type { Fault } from "./core/fault.ts";
import { FAULTS_HEADER, HeaderFaults } from "./core/header-faults.ts";
import { FaultSyntaxError, parseFaults, readFaults } from "./core/read-faults.ts";
import { type AwayParts, requireServed } from "./core/require-served.ts";
import type { FaultTally } from "./core/rule.ts";
import { createFaultLayer } from "./fault-layer.ts";
import { type AroundHttp, createAroundHttp } from "./http/around-http.ts";
import { plainAddress } from "./http/http-facts.ts";

/** What goes wrong on purpose, and how often it did. */
export type FaultReport = { seed: number; faults: readonly FaultTally[] };

/** Faults of a running stack. */
export type Faults = {
  /**
   * From now on these faults happen, and none of those before. They are objects, or text as in
   * `latency ms=200; error code=Unavailable rpc=writes chance=0.1`. The same seed and the same
   * requests give the same faults. Throws {@link FaultSyntaxError}, also for a part that does not run.
   */
  set(faults: readonly Fault[] | string, options?: { seed?: number }): void;
  /**
   * Nothing goes wrong any more. A stream that went silent stays so until it ends. Headers still do what
   * they say; those without an id begin to count anew.
   */
  clear(): void;
  list(): FaultReport;
};

export type FaultsInside = Faults & {
  layer: RpcLayer;
  /** What serves another part, with its faults around it. */
  around: AroundHttp;
  clockOffsetMs(): number;
  /** Ends the streams that faults hold open. */
  endStreams(reason: Error): void;
};

const SEED = 1;

type FaultsParts = {
  restart: (downMs: number) => void;
  queueLimits: QueueLimits;
  /** Faults of these are refused. */
  away: AwayParts;
};

export function createFaults({ restart, queueLimits, away }: FaultsParts): FaultsInside {
  let seed = SEED;
  let decider = new FaultDecider([], seed);
  let isQuiet = true;
  let ending = new AbortController();
  const headers = new HeaderFaults(SEED, (faults) => requireServed(faults, away));

  const set = (faults: readonly Fault[], newSeed = SEED) => {
    requireServed(faults, away);
    seed = newSeed;
    decider = new FaultDecider(faults, seed);
    isQuiet = faults.length === 0;
  };

  const deciderOf = (header: string): FaultDecider => {
    try {
      return headers.deciderOf(header);
    } catch (error) {
      if (!(error instanceof FaultSyntaxError)) throw error;
      throw new ConnectError(`${FAULTS_HEADER}: ${error.message}`, Code.InvalidArgument);
    }
  };

  const actionsFor = (call: RpcCall): Action[] => {
    const header = call.header(FAULTS_HEADER);
    if (isQuiet && header === undefined) return [];
    const facts = factsOf(call);
    const nowMs = Date.now();
    const byHeader = header === undefined ? [] : deciderOf(header).decide(facts, nowMs);
    return [...decider.decide(facts, nowMs), ...byHeader];
  };

  const isPlain = ({ headers: { [FAULTS_HEADER]: header } }: IncomingMessage) =>
    isQuiet && header === undefined;

  const httpActionsFor = (facts: HttpFacts): HttpAction[] => {
    const header = facts.header(FAULTS_HEADER);
    const nowMs = Date.now();
    const byHeader = header === undefined ? [] : headers.deciderOf(header).decideHttp(facts, nowMs);
    return [...decider.decideHttp(facts, nowMs), ...byHeader];
  };

  const around = createAroundHttp({ isPlain, actionsFor: httpActionsFor });

  return {
    around,
    set: (faults, options = {}) =>
      set(typeof faults === "string" ? parseFaults(faults) : readFaults(faults), options.seed),
    clear: () => {
      set([]);
      headers.forgetNameless();
    },
    list: () => ({ seed, faults: decider.tallies }),
    layer: createFaultLayer({ actionsFor, ending: () => ending.signal, restart, queueLimits }),
    clockOffsetMs: () => decider.clockOffsetMs,
    endStreams(reason) {
      ending.abort(reason);
      ending = new AbortController();
    },
  };
}

function factsOf(call: RpcCall) {
  const { messages } = call.request as { messages?: readonly unknown[] };
  return {
    rpc: call.method.name,
    subjects: () => subjectsOf(call.request),
    header: (name: string) => call.header(name),
    address: plainAddress(call.peer.replace(/:\d+$/, "")),
    cost: Math.max(messages?.length ?? 1, 1),
  };
}

import { Code, ConnectError } from "@connectrpc/connect";
import type { RpcCall, RpcLayer } from "../xmtp/wire/rpc-layers.ts";
import { subjectsOf } from "../xmtp/wire/rpc-subjects.ts";
import { type Action, FaultDecider, type FaultTally } from "./core/decide-faults.ts";
import type { Fault } from "./core/fault.ts";
import { FaultSyntaxError, parseFaults, readFaults } from "./core/read-faults.ts";
import { createFaultLayer } from "./fault-layer.ts";

/** A request that has it meets these faults besides, as text: compact, or JSON. */
export const FAULTS_HEADER = "x-parley-faults";

/** What goes wrong on purpose, and how often it did. */
export type FaultReport = { seed: number; faults: readonly FaultTally[] };

/** Faults of a running stack. */
export type Faults = {
  /**
   * From now on these faults happen, and none of those before. They are objects, or text as in
   * `latency ms=200; error code=Unavailable rpc=writes chance=0.1`. The same seed and the same
   * requests give the same faults. Throws {@link FaultSyntaxError}.
   */
  set(faults: readonly Fault[] | string, options?: { seed?: number }): void;
  /** Nothing goes wrong any more. A stream that went silent stays so until it ends. */
  clear(): void;
  list(): FaultReport;
};

export type FaultsInside = Faults & {
  layer: RpcLayer;
  clockOffsetMs(): number;
  /** Ends the streams that faults hold open. */
  endStreams(reason: Error): void;
};

const SEED = 1;
/** Texts of the header whose counts are remembered. */
const MAX_HEADERS = 200;

export function createFaults(restart: (downMs: number) => void): FaultsInside {
  let seed = SEED;
  let decider = new FaultDecider([], seed);
  let isQuiet = true;
  let ending = new AbortController();
  const ofHeaders = new Map<string, FaultDecider>();

  const set = (faults: readonly Fault[], newSeed = SEED) => {
    seed = newSeed;
    decider = new FaultDecider(faults, seed);
    isQuiet = faults.length === 0;
  };

  /** One text is one decider, so that `times` and `chance` count over the requests of a test. */
  const deciderOf = (header: string): FaultDecider => {
    const known = ofHeaders.get(header);
    if (known) return known;
    const [oldest] = ofHeaders.keys();
    if (ofHeaders.size >= MAX_HEADERS && oldest !== undefined) ofHeaders.delete(oldest);
    const made = new FaultDecider(parseHeader(header), SEED);
    ofHeaders.set(header, made);
    return made;
  };

  const actionsFor = (call: RpcCall): Action[] => {
    const header = call.header(FAULTS_HEADER);
    if (isQuiet && header === undefined) return [];
    const facts = factsOf(call);
    const nowMs = Date.now();
    const byHeader = header === undefined ? [] : deciderOf(header).decide(facts, nowMs);
    return [...decider.decide(facts, nowMs), ...byHeader];
  };

  return {
    set: (faults, options = {}) =>
      set(typeof faults === "string" ? parseFaults(faults) : readFaults(faults), options.seed),
    clear: () => {
      set([]);
      ofHeaders.clear();
    },
    list: () => ({ seed, faults: decider.tallies }),
    layer: createFaultLayer({ actionsFor, ending: () => ending.signal, restart }),
    clockOffsetMs: () => decider.clockOffsetMs,
    endStreams(reason) {
      ending.abort(reason);
      ending = new AbortController();
    },
  };
}

function parseHeader(text: string): Fault[] {
  try {
    const faults = parseFaults(text);
    const strange = faults.find(({ kind }) => kind === "restart" || kind === "clock");
    // Any page can send the header, and these would meet everybody.
    if (strange) throw new FaultSyntaxError(`${strange.kind} cannot be asked for by a request.`);
    return faults;
  } catch (error) {
    if (!(error instanceof FaultSyntaxError)) throw error;
    throw new ConnectError(`${FAULTS_HEADER}: ${error.message}`, Code.InvalidArgument);
  }
}

function factsOf(call: RpcCall) {
  const { messages } = call.request as { messages?: readonly unknown[] };
  return {
    rpc: call.method.name,
    subjects: () => subjectsOf(call.request),
    header: (name: string) => call.header(name),
    address: call.peer.replace(/:\d+$/, "").replace("::ffff:", ""),
    cost: Math.max(messages?.length ?? 1, 1),
  };
}

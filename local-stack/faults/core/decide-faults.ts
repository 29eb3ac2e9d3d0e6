import type { Fault, FaultKind } from "./fault.ts";
import { createRandom, type Random } from "./random.ts";
import { RateWindow } from "./rate-window.ts";
import { isWrite, RPC_GROUPS, rpcsOf } from "./rpc-names.ts";

/** What faults need to know of a request. */
export type CallFacts = {
  rpc: string;
  /** Group ids, installation keys and inbox ids in hex that it is about. */
  subjects: () => readonly string[];
  header: (name: string) => string | undefined;
  /** Where it comes from; the real network counts rates by it. */
  address: string;
  /** How many messages it publishes, or 1. */
  cost: number;
};

/** A refusal as the node gives it, or any status. */
export type Refusal =
  | { as: "status"; code: string; message: string }
  | { as: "storage-full" | "inbox-log-full" | "slow-reader" };

/** What happens to one request, in this order. */
export type Action =
  | { kind: "wait"; ms: number }
  | { kind: "refuse"; refusal: Refusal; when: "before" | "after" }
  | { kind: "cut"; when: "before" | "after" }
  | { kind: "restart"; downMs: number }
  | { kind: "end"; afterMessages: number; afterMs: number; refusal: Refusal | undefined }
  | { kind: "silence"; afterMessages: number; afterMs: number }
  | { kind: "duplicate"; copies: number; share: number; random: Random }
  | { kind: "delay"; ms: number; jitterMs: number; random: Random }
  | { kind: "reorder"; window: number; withinMs: number; random: Random };

/** A fault, and how often it met a request and happened to one. */
export type FaultTally = { fault: Fault; met: number; happened: number };

/** The official network's limits: requests and messages in five minutes. */
const READS = 20_000;
const WRITES = 3_000;
const WINDOW_MS = 5 * 60_000;

const USUAL_RPCS: Readonly<Record<FaultKind, string>> = {
  ...{
    latency: "all",
    error: "all",
    cut: "all",
    restart: "all",
    "rate-limit": "all",
    clock: "all",
  },
  ...{ drop: "streams", silence: "streams", duplicate: "streams", delay: "streams" },
  ...{ reorder: "streams", "slow-reader": "streams" },
  ...{ "inbox-log-full": "PublishIdentityUpdate", "storage-full": "writes" },
};

type Rule = FaultTally & { rpcs: ReadonlySet<string>; random: Random; windows: Windows };
type Windows = Map<string, RateWindow>;

/**
 * Decides what happens to each request. The same seed and the same requests in the same order give
 * the same faults; each fault draws its own numbers, so another one beside it changes none of them.
 */
export class FaultDecider {
  readonly #rules: readonly Rule[];

  constructor(faults: readonly Fault[], seed: number) {
    this.#rules = faults.map((fault, index) => ({
      fault,
      met: 0,
      happened: 0,
      rpcs: rpcsOfFault(fault),
      random: createRandom(seed, index),
      windows: new Map(),
    }));
  }

  get tallies(): readonly FaultTally[] {
    return this.#rules.map(({ fault, met, happened }) => ({ fault, met, happened }));
  }

  /** By how much the node's clock is off. */
  get clockOffsetMs(): number {
    const offsets = this.#rules.map(({ fault }) => (fault.kind === "clock" ? fault.offsetMs : 0));
    return offsets.reduce((sum, offset) => sum + offset, 0);
  }

  decide(call: CallFacts, nowMs: number): Action[] {
    const actions: Action[] = [];
    for (const rule of this.#rules) {
      if (!meets(rule, call) || !happens(rule)) continue;
      const action = actionOf(rule, call, nowMs);
      if (!action) continue;
      rule.happened += 1;
      actions.push(action);
    }
    return actions;
  }
}

function rpcsOfFault({ kind, rpc }: Fault): ReadonlySet<string> {
  const names = rpc === undefined ? [USUAL_RPCS[kind]] : [rpc].flat();
  return rpcsOf(names) ?? new Set(RPC_GROUPS.all);
}

function meets({ fault, rpcs }: Rule, call: CallFacts): boolean {
  if (fault.kind === "clock" || !rpcs.has(call.rpc)) return false;
  const { topic, inbox, header } = fault;
  if (header !== undefined) {
    const at = header.indexOf(":");
    if (call.header(header.slice(0, at).toLowerCase()) !== header.slice(at + 1)) return false;
  }
  if (topic === undefined && inbox === undefined) return true;
  const subjects = call.subjects();
  return [topic, inbox].every((wanted) => wanted === undefined || subjects.includes(wanted));
}

/** Draws once for each request that the fault meets, whatever comes of it. */
function happens(rule: Rule): boolean {
  // A stack that starts again at each request would be of no use.
  const usualTimes = rule.fault.kind === "restart" ? 1 : Number.POSITIVE_INFINITY;
  const { chance = 1, skip = 0, times = usualTimes } = rule.fault;
  rule.met += 1;
  const isDrawn = rule.random() < chance;
  return isDrawn && rule.met > skip && rule.happened < times;
}

function actionOf(rule: Rule, call: CallFacts, nowMs: number): Action | undefined {
  const { fault, random } = rule;
  switch (fault.kind) {
    case "latency":
      return { kind: "wait", ms: fault.ms + random() * (fault.jitterMs ?? 0) };
    case "error":
      return { kind: "refuse", refusal: statusOf(fault), when: fault.when ?? "before" };
    case "cut":
      return { kind: "cut", when: fault.when ?? "before" };
    case "restart":
      return { kind: "restart", downMs: fault.downMs ?? 0 };
    case "drop":
      return { kind: "end", ...momentOf(fault), refusal: fault.cut ? undefined : statusOf(fault) };
    case "slow-reader":
      return { kind: "end", ...momentOf(fault), refusal: { as: "slow-reader" } };
    case "silence":
      return { kind: "silence", ...momentOf(fault) };
    case "duplicate":
      return { kind: "duplicate", copies: fault.copies ?? 1, share: fault.share ?? 1, random };
    case "delay":
      return { kind: "delay", ms: fault.ms, jitterMs: fault.jitterMs ?? 0, random };
    case "reorder":
      return {
        kind: "reorder",
        window: fault.window ?? 4,
        withinMs: fault.withinMs ?? 100,
        random,
      };
    case "storage-full":
    case "inbox-log-full":
      return { kind: "refuse", refusal: { as: fault.kind }, when: "before" };
    case "rate-limit":
      return limitRate(rule.windows, fault, call, nowMs);
    case "clock":
      return undefined;
  }
}

function statusOf({ code = "Unavailable", message }: { code?: string; message?: string }): Refusal {
  return { as: "status", code, message: message ?? `a fault of this test: ${code}` };
}

/** From the beginning unless one of the two is told. */
function momentOf(fault: { afterMessages?: number; afterMs?: number }) {
  const never = Number.POSITIVE_INFINITY;
  const { afterMs = never, afterMessages = fault.afterMs === undefined ? 0 : never } = fault;
  return { afterMessages, afterMs };
}

/** Refuses in the official node's words. */
function limitRate(
  windows: Windows,
  fault: Extract<Fault, { kind: "rate-limit" }>,
  { rpc, address, cost }: CallFacts,
  nowMs: number,
): Action | undefined {
  const kind = isWrite(rpc) ? "PUB" : "DEF";
  const bucket = `R${address}${kind}`;
  const limit = kind === "PUB" ? (fault.writes ?? WRITES) : (fault.reads ?? READS);
  const window = windows.get(bucket) ?? new RateWindow(limit, fault.windowMs ?? WINDOW_MS);
  windows.set(bucket, window);
  if (window.spend(cost, nowMs)) return undefined;
  const message = `${cost} exceeds rate limit ${bucket}`;
  const refusal = { as: "status", code: "ResourceExhausted", message } as const;
  return { kind: "refuse", refusal, when: "before" };
}

import { type HttpAction, type HttpFacts, httpActionOf, meetsHttp } from "./decide-http.ts";
import { type Fault, type FaultKind, isPartFault, type NetworkFault } from "./fault.ts";
import { createRandom, type Random } from "./random.ts";
import { isWrite, RPC_GROUPS, rpcsOf } from "./rpc-names.ts";
import { type FaultTally, happens, hasHeader, type Rule, spend, waitOf } from "./rule.ts";

/** What faults need to know of an RPC. */
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

/** What happens to one RPC, in this order. */
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

/** A rule of the network, and the RPCs that it is for. */
type RpcRule = Rule<NetworkFault> & { rpcs: ReadonlySet<string> };

/**
 * Decides what happens to each request. The same seed and the same requests in the same order give
 * the same faults; each fault draws its own numbers, so another one beside it changes none of them.
 */
export class FaultDecider {
  readonly #rules: readonly (Rule | RpcRule)[];

  constructor(faults: readonly Fault[], seed: number) {
    this.#rules = faults.map((fault, index) => ({
      fault,
      met: 0,
      happened: 0,
      random: createRandom(seed, index),
      windows: new Map(),
      ...(!isPartFault(fault) && { rpcs: rpcsOfFault(fault) }),
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

  /** What happens to an RPC of the network. */
  decide(call: CallFacts, nowMs: number): Action[] {
    return this.#each((rule) =>
      "rpcs" in rule && meets(rule, call) ? () => actionOf(rule, call, nowMs) : undefined,
    );
  }

  /** What happens to a request to another part. */
  decideHttp(request: HttpFacts, nowMs: number): HttpAction[] {
    return this.#each((rule) =>
      meetsHttp(rule, request) ? () => httpActionOf(rule, request, nowMs) : undefined,
    );
  }

  /** `met` gives what a rule does to a request that it meets. */
  #each<Does>(met: (rule: Rule | RpcRule) => (() => Does | undefined) | undefined): Does[] {
    const actions: Does[] = [];
    for (const rule of this.#rules) {
      const act = met(rule);
      if (!act || !happens(rule)) continue;
      const action = act();
      if (!action) continue;
      rule.happened += 1;
      actions.push(action);
    }
    return actions;
  }
}

function rpcsOfFault({ kind, rpc }: NetworkFault): ReadonlySet<string> {
  const names = rpc === undefined ? [USUAL_RPCS[kind]] : [rpc].flat();
  return rpcsOf(names) ?? new Set(RPC_GROUPS.all);
}

function meets({ fault, rpcs }: RpcRule, call: CallFacts): boolean {
  if (fault.kind === "clock" || !rpcs.has(call.rpc)) return false;
  const { topic, inbox, header } = fault;
  if (!hasHeader(header, call.header)) return false;
  if (topic === undefined && inbox === undefined) return true;
  const subjects = call.subjects();
  return [topic, inbox].every((wanted) => wanted === undefined || subjects.includes(wanted));
}

function actionOf(rule: RpcRule, call: CallFacts, nowMs: number): Action | undefined {
  const { fault, random } = rule;
  switch (fault.kind) {
    case "latency":
      return { kind: "wait", ms: waitOf({ ...rule, fault }) };
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
      return limitRate(rule, fault, call, nowMs);
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
  rule: RpcRule,
  fault: Extract<NetworkFault, { kind: "rate-limit" }>,
  { rpc, address, cost }: CallFacts,
  nowMs: number,
): Action | undefined {
  const kind = isWrite(rpc) ? "PUB" : "DEF";
  const bucket = `R${address}${kind}`;
  const limit = kind === "PUB" ? (fault.writes ?? WRITES) : (fault.reads ?? READS);
  const windowMs = fault.windowMs ?? WINDOW_MS;
  if (spend(rule, bucket, { limit, windowMs, cost, nowMs })) return undefined;
  const message = `${cost} exceeds rate limit ${bucket}`;
  const refusal = { as: "status", code: "ResourceExhausted", message } as const;
  return { kind: "refuse", refusal, when: "before" };
}

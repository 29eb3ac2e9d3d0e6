import { type Fault, type HttpPart, isPartFault, type PartFault } from "./fault.ts";
import { hasHeader, type Rule, spend, waitOf } from "./rule.ts";

/** What faults need to know of a request to another part than the network. */
export type HttpFacts = {
  part: HttpPart;
  /** That of HTTP; for the chain those of JSON-RPC, of which several may come at once. */
  methods: readonly string[];
  /** Without what is asked after it. */
  path: string;
  header: (name: string) => string | undefined;
  /** It asks for a WebSocket, which has no answer to be lost or broken off once it is carried out. */
  isUpgrade: boolean;
  /** Where it comes from. */
  address: string;
};

/** What happens to one such request, in this order. */
export type HttpAction =
  | { kind: "wait"; ms: number }
  | { kind: "refuse"; when: "before" | "after"; refusal: HttpRefusal }
  /** As the part itself does without room. */
  | { kind: "storage-full" }
  | { kind: "cut"; when: "before" | "after" }
  | { kind: "cut"; afterBytes: number };

/** `status` is HTTP's. */
export type HttpRefusal = { status: number; message: string; retryAfterS?: number };

/** What a part has to write for. */
const STORING: Partial<Record<HttpPart, string>> = { history: "/upload", ipfs: "/api/v0/add" };

/** Kubo says 500 to whatever it fails at. */
const USUAL_STATUS: Readonly<Record<HttpPart, number>> = {
  ...{ history: 503, ipfs: 500, "ipfs-gateway": 503, chain: 503 },
};

const WINDOW_MS = 60_000;

export function meetsHttp(rule: Rule, request: HttpFacts): rule is Rule<PartFault> {
  const { fault } = rule;
  if (!isPartFault(fault) || fault.part !== request.part) return false;
  const { kind, part, path = "", method } = fault;
  if (kind === "storage-full" && request.path !== STORING[part]) return false;
  if (request.isUpgrade && "afterBytes" in fault) return false;
  if (!request.path.startsWith(path)) return false;
  if (method !== undefined && !request.methods.includes(method)) return false;
  return hasHeader(fault.header, request.header);
}

export function httpActionOf(
  rule: Rule<PartFault>,
  request: HttpFacts,
  nowMs: number,
): HttpAction | undefined {
  const { fault } = rule;
  switch (fault.kind) {
    case "latency":
      return { kind: "wait", ms: waitOf({ ...rule, fault }) };
    case "error": {
      const { status = USUAL_STATUS[fault.part] } = fault;
      const message = fault.message ?? `a fault of this test: ${status}`;
      return { kind: "refuse", when: whenOf(fault, request), refusal: { status, message } };
    }
    case "cut":
      return fault.afterBytes === undefined
        ? { kind: "cut", when: whenOf(fault, request) }
        : { kind: "cut", afterBytes: fault.afterBytes };
    case "storage-full":
      return { kind: "storage-full" };
    case "rate-limit":
      return limitRate(rule, fault, request, nowMs);
  }
}

function whenOf({ when = "before" }: { when?: "before" | "after" }, { isUpgrade }: HttpFacts) {
  return isUpgrade ? "before" : when;
}

function limitRate(
  rule: Rule<PartFault>,
  { requests, windowMs = WINDOW_MS }: Extract<Fault, { kind: "rate-limit"; requests: number }>,
  { address }: HttpFacts,
  nowMs: number,
): HttpAction | undefined {
  if (spend(rule, address, { limit: requests, windowMs, cost: 1, nowMs })) return undefined;
  const retryAfterS = Math.ceil(windowMs / 1000);
  const message = `a fault of this test: more than ${requests} requests in ${windowMs} ms`;
  return { kind: "refuse", when: "before", refusal: { status: 429, message, retryAfterS } };
}

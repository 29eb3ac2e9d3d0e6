import type { FaultKind, HttpPart } from "./fault.ts";
import { HTTP_PARTS } from "./fault.ts";

export type NumberType = "ms" | "anyMs" | "someMs" | "count" | "some" | "share" | "status";
export type TextType = "text" | "header" | "hex" | "code" | "when" | "path" | "method";
export type FieldType = NumberType | TextType | "flag" | "rpc";

/** What a fault may say besides its kind. */
export type Fields = Readonly<Record<string, FieldType>>;

const OF_ALL: Fields = { header: "header", chance: "share", skip: "count", times: "count" };

const OF_NETWORK: Fields = { ...OF_ALL, rpc: "rpc", topic: "hex", inbox: "hex" };

const OF_PARTS: Fields = { ...OF_ALL, path: "path", method: "method" };

/** What each kind has in the network. */
const NETWORK: Readonly<Record<FaultKind, Fields>> = {
  latency: { ms: "ms", jitterMs: "ms" },
  error: { code: "code", message: "text", when: "when" },
  cut: { when: "when" },
  drop: {
    ...{ afterMessages: "count", afterMs: "ms" },
    ...{ code: "code", message: "text", cut: "flag" },
  },
  silence: { afterMessages: "count", afterMs: "ms" },
  duplicate: { copies: "count", share: "share" },
  delay: { ms: "ms", jitterMs: "ms" },
  reorder: { window: "some", withinMs: "ms" },
  "slow-reader": { afterMessages: "count" },
  "inbox-log-full": {},
  "storage-full": {},
  "rate-limit": { reads: "count", writes: "count", windowMs: "someMs" },
  clock: { offsetMs: "anyMs" },
  restart: { downMs: "ms" },
};

/** What each kind has in another part, where it is one there. */
const PARTS: Readonly<Partial<Record<FaultKind, Fields>>> = {
  latency: { ms: "ms", jitterMs: "ms" },
  error: { status: "status", message: "text", when: "when" },
  cut: { when: "when", afterBytes: "some" },
  "storage-full": {},
  "rate-limit": { requests: "count", windowMs: "someMs" },
};

const STORES_NOTHING: readonly string[] = ["ipfs-gateway", "chain"] satisfies HttpPart[];

export const PART_NAMES = ["network", ...HTTP_PARTS] as const;

export type PartName = (typeof PART_NAMES)[number];

/** The kinds of faults that a part has. */
export function kindsOf(part: PartName): string[] {
  const kinds = Object.keys(part === "network" ? NETWORK : PARTS);
  return STORES_NOTHING.includes(part) ? kinds.filter((kind) => kind !== "storage-full") : kinds;
}

/** What a fault of a kind that the part has may say. */
export function fieldsOf(part: PartName, kind: string): Fields {
  const [common, kinds] = part === "network" ? [OF_NETWORK, NETWORK] : [OF_PARTS, PARTS];
  return { ...common, ...kinds[kind as FaultKind] };
}

/** What a fault has to say. */
export function requiredBy(part: PartName, kind: string): string | undefined {
  if (kind === "rate-limit" && part !== "network") return "requests";
  return { latency: "ms", delay: "ms", clock: "offsetMs" }[kind];
}

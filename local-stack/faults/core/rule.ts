import type { Fault } from "./fault.ts";
import type { Random } from "./random.ts";
import { RateWindow } from "./rate-window.ts";

/** A fault, and how often it met a request and happened to one. */
export type FaultTally = { fault: Fault; met: number; happened: number };

/** A fault with what it remembers. */
export type Rule<Kind extends Fault = Fault> = {
  fault: Kind;
  met: number;
  happened: number;
  random: Random;
  windows: Map<string, RateWindow>;
};

/** Draws once for each request that the fault meets, whatever comes of it. */
export function happens(rule: Rule): boolean {
  // A stack that starts again at each request would be of no use.
  const usualTimes = rule.fault.kind === "restart" ? 1 : Number.POSITIVE_INFINITY;
  const { chance = 1, skip = 0, times = usualTimes } = rule.fault;
  rule.met += 1;
  const isDrawn = rule.random() < chance;
  return isDrawn && rule.met > skip && rule.happened < times;
}

/** Whether a request has the header of a scope, written `name:value`; one of any, where there is no scope. */
export function hasHeader(
  wanted: string | undefined,
  header: (name: string) => string | undefined,
): boolean {
  if (wanted === undefined) return true;
  const at = wanted.indexOf(":");
  return header(wanted.slice(0, at).toLowerCase()) === wanted.slice(at + 1);
}

/** How long an answer waits. */
export function waitOf({ fault, random }: Rule<Extract<Fault, { kind: "latency" }>>): number {
  return fault.ms + random() * (fault.jitterMs ?? 0);
}

type Spending = { limit: number; windowMs: number; cost: number; nowMs: number };

/** Spends from a bucket of the rule if there is room for it, and says whether there was. */
export function spend(
  { windows }: Rule,
  bucket: string,
  { limit, windowMs, cost, nowMs }: Spending,
): boolean {
  const window = windows.get(bucket) ?? new RateWindow(limit, windowMs);
  windows.set(bucket, window);
  return window.spend(cost, nowMs);
}

import type { CallStep, Run } from "../core/run.ts";

/*
 * What a browser kept may be of another version of Parley, or edited by hand: what does not read as
 * ours is not gone on with.
 */

const STEPS = new Set<unknown>([
  "waiting",
  "asked",
  "sent",
  "confirmed",
  "reverted",
] satisfies CallStep["kind"][]);

/** Whether a value from the disk is a run that can be gone on with. */
export function isRun(value: unknown): value is Run {
  if (!isObject(value) || !Array.isArray(value.steps)) return false;
  const { bundleId, stop } = value;
  return (
    value.steps.every(isStep) &&
    typeof value.isBusy === "boolean" &&
    (bundleId === undefined || typeof bundleId === "string") &&
    (stop === undefined || (isObject(stop) && typeof stop.kind === "string"))
  );
}

function isStep(value: unknown): boolean {
  if (!isObject(value) || !STEPS.has(value.kind)) return false;
  const { hash } = value;
  return hash === undefined || (typeof hash === "string" && /^0x[0-9a-f]{64}$/i.test(hash));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

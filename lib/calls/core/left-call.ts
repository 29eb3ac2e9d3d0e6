import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { CallFacts } from "./call-state.ts";
import { AWAY_FOR_MS } from "./call-steps.ts";
import type { PartyId } from "./signal.ts";

/** A call that a page was in when it went away. */
export type LeftCall = Omit<CallFacts, "peer"> & {
  /** With whom; nobody in particular where it was a group's. */
  peer?: InboxId;
  inboxId: InboxId;
  /** Who the page was in it, and its next number: with these it can be ended later. */
  party: PartyId;
  seq: number;
  sinceMs: number;
  /** When the page was in it last. */
  leftAtMs: number;
  isMuted: boolean;
  hadScreen: boolean;
};

/** The other side waits longer, so that there is time to ask for devices. */
const REJOINED_WITHIN_MS = AWAY_FOR_MS - 5_000;

/** Until when the other side may still be there. */
export function rejoinsUntilMs({ leftAtMs }: Pick<LeftCall, "leftAtMs">): number {
  return leftAtMs + REJOINED_WITHIN_MS;
}

/** Reads what a page kept; undefined for anything else. */
export function parseLeftCall(value: unknown): LeftCall | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const fields = value as { readonly [Name in keyof LeftCall]?: unknown };
  const { inboxId, callId, party, thread, peer, media, ...rest } = fields;
  const { seq, sinceMs, leftAtMs, isMuted, hadScreen } = rest;
  const isWhole =
    [inboxId, callId, party, thread].every((each) => typeof each === "string") &&
    (peer === undefined || typeof peer === "string") &&
    [seq, sinceMs, leftAtMs].every((each) => typeof each === "number") &&
    [isMuted, hadScreen].every((each) => typeof each === "boolean") &&
    (media === "audio" || media === "video");
  const facts = { inboxId, callId, party, thread, media, ...(peer !== undefined && { peer }) };
  return isWhole
    ? ({ ...facts, seq, sinceMs, leftAtMs, isMuted, hadScreen } as LeftCall)
    : undefined;
}

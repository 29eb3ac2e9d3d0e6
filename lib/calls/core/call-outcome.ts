import type { InboxId } from "@/lib/identity/core/ids.ts";

/** Random, 128 bits; names one call for everybody in it. */
export type CallId = string & { readonly __brand: "CallId" };

/** What is sent in a call at first. */
export type CallMedia = "audio" | "video";

/** What became of a call. */
export type CallOutcome =
  /** It may still be taken, or goes on. */
  | { kind: "open" }
  /** The time is left out where neither side said it. */
  | { kind: "answered"; durationMs?: number }
  | { kind: "declined" | "busy" | "cancelled" | "missed" | "failed" };

/** Whether whom it was meant for could have taken it, and did not. */
export function isMissed({ kind }: CallOutcome): boolean {
  return kind === "missed" || kind === "cancelled";
}

/** What else is told of a call of a group: who was in it, each once, and how long two or more were. */
export type GroupCallOutcome = { callId: CallId; people: readonly InboxId[]; durationMs?: number };

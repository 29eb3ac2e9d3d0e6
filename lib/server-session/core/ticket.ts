import { bytesToHex } from "@noble/hashes/utils.js";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";

/** A ticket that nobody renews ends after this. So does, at the latest, that of a revoked device. */
export const SESSION_MS = 15 * 60_000;

/** However often it is renewed, a session ends after this: then it is proved anew. */
export const LONGEST_SESSION_MS = 24 * 60 * 60_000;

/** Requests that left with the old ticket, before its successor arrived, still come in. */
export const GRACE_MS = 10_000;

/** How much chance the id of a session needs: 128 bits. */
export const SESSION_ID_BYTES = 16;

/** Who proved to speak for the inbox. */
export type Holder =
  | { kind: "installation"; installationId: InstallationId }
  | { kind: "wallet"; address: Address };

/** What a cookie holds, sealed. Each renewal gives the session's next generation. */
export type Ticket = {
  /** The session's, the same through all generations. */
  id: string;
  generation: number;
  inboxId: InboxId;
  holder: Holder;
  startedAtMs: number;
  expiresAtMs: number;
};

/** What is remembered of a session: its newest generation, and whether it ended before its time. */
export type LedgerEntry = { generation: number; changedAtMs: number; isEnded: boolean };

export function startTicket(
  { random, ...who }: Pick<Ticket, "inboxId" | "holder"> & { random: Uint8Array },
  nowMs: number,
): Ticket {
  const expiresAtMs = nowMs + SESSION_MS;
  return { id: bytesToHex(random), generation: 1, ...who, startedAtMs: nowMs, expiresAtMs };
}

/** The next generation; undefined when the session is as old as it may be. */
export function renewTicket(ticket: Ticket, nowMs: number): Ticket | undefined {
  const endsAtMs = ticket.startedAtMs + LONGEST_SESSION_MS;
  if (nowMs >= endsAtMs) return undefined;
  const expiresAtMs = Math.min(nowMs + SESSION_MS, endsAtMs);
  return { ...ticket, generation: ticket.generation + 1, expiresAtMs };
}

/**
 * Where a ticket stands. `superseded`: its successor was given out moments ago. `reused`: that
 * was longer ago, so two have it, and one of them stole it (RFC 9700, section 4.14.2).
 */
export type Standing = "current" | "superseded" | "reused" | "over";

export function standingOf(
  ticket: Ticket,
  entry: LedgerEntry | undefined,
  nowMs: number,
): Standing {
  if (nowMs >= ticket.expiresAtMs || entry?.isEnded) return "over";
  if (!entry || entry.generation <= ticket.generation) return "current";
  const isPredecessor = ticket.generation === entry.generation - 1;
  return isPredecessor && nowMs < entry.changedAtMs + GRACE_MS ? "superseded" : "reused";
}

/** Until when an entry matters: older tickets end by themselves then. */
export function forgettableAtMs({ changedAtMs }: LedgerEntry): number {
  return changedAtMs + SESSION_MS;
}

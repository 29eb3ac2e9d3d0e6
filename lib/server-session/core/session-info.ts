import { isoTime } from "@/lib/http/core/iso-time.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { LONGEST_SESSION_MS, type Ticket } from "./ticket.ts";

/** What a server tells of a session to who holds it: `GET /api/session`. */
export type SessionInfo = {
  inboxId: InboxId;
  method: "installation" | "siwe";
  /** Of the method: the installation that signed, or the wallet. */
  installationId?: string;
  address?: string;
  /** When it ends unless it is renewed; and how long that is, for who has another clock. */
  expiresAt: string;
  expiresInMs: number;
  /** When it ends in any case. */
  endsAt: string;
};

export function describeTicket(ticket: Ticket, nowMs: number): SessionInfo {
  const { inboxId, holder, startedAtMs, expiresAtMs } = ticket;
  return {
    inboxId,
    ...(holder.kind === "installation"
      ? { method: "installation", installationId: holder.installationId }
      : { method: "siwe", address: holder.address }),
    expiresAt: isoTime(expiresAtMs),
    expiresInMs: Math.max(0, expiresAtMs - nowMs),
    endsAt: isoTime(startedAtMs + LONGEST_SESSION_MS),
  };
}

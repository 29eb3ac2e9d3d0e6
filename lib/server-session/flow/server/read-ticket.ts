import { type Standing, standingOf, type Ticket } from "../../core/ticket.ts";
import type { SessionServer } from "./session-server.ts";

export type FoundTicket = { ticket: Ticket; standing: Standing };

/**
 * The ticket in a cookie and where it stands; undefined when there is none. A session whose ticket
 * two have is ended for both.
 */
export async function readTicket(
  cookie: string | undefined,
  server: Pick<SessionServer, "seal" | "ledger" | "nowMs">,
): Promise<FoundTicket | undefined> {
  const ticket = cookie === undefined ? undefined : await server.seal.open(cookie);
  if (!ticket) return undefined;
  const standing = standingOf(ticket, server.ledger.find(ticket.id), server.nowMs());
  if (standing === "reused") endSession(ticket, server);
  return { ticket, standing };
}

/** False when the ledger has no room: then it ends by itself, within the time of a ticket. */
export function endSession(
  { id, generation }: Ticket,
  { ledger, nowMs }: Pick<SessionServer, "ledger" | "nowMs">,
): boolean {
  return ledger.put(id, { generation, changedAtMs: nowMs(), isEnded: true });
}

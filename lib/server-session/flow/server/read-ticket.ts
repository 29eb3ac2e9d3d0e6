import { type Standing, standingOf, type Ticket } from "../../core/ticket.ts";
import type { SessionServer } from "./session-server.ts";

type Books = Pick<SessionServer, "ledger" | "nowMs">;

/** The ticket in a cookie, wherever it stands; undefined when there is none. */
export async function readTicket(
  cookie: string | undefined,
  { seal }: Pick<SessionServer, "seal">,
): Promise<Ticket | undefined> {
  return cookie === undefined ? undefined : seal.open(cookie);
}

/** Where a ticket stands at this moment. A session whose ticket two have is ended for both. */
export function placeTicket(ticket: Ticket, server: Books): Standing {
  const standing = standingOf(ticket, server.ledger.find(ticket.id), server.nowMs());
  if (standing === "reused") endSession(ticket, server);
  return standing;
}

/** False when the ledger has no room: then it ends by itself, within the time of a ticket. */
export function endSession({ id, generation }: Ticket, { ledger, nowMs }: Books): boolean {
  return ledger.put(id, { generation, changedAtMs: nowMs(), isEnded: true });
}

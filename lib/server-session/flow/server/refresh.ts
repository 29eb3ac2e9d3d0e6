import { ParleyError } from "@/lib/errors/base.ts";
import { renewTicket, type Ticket } from "../../core/ticket.ts";
import { endSession, placeTicket, readTicket } from "./read-ticket.ts";
import { requireMember } from "./require-member.ts";
import type { SessionServer } from "./session-server.ts";

/**
 * The next ticket of a session, after the network was asked whether its holder still belongs to the
 * inbox; if not, the session ends here. Fails as `ServerSessions.refresh` does.
 */
export async function refresh(cookie: string | undefined, server: SessionServer): Promise<Ticket> {
  const ticket = await readTicket(cookie, server);
  if (!ticket) throw new ParleyError("session.none", "There is no session");
  requireCurrent(ticket, server);
  await requireMember(ticket, server).catch((error: unknown) => {
    const isGone = error instanceof ParleyError && error.code === "session.not-a-member";
    if (isGone) endSession(ticket, server);
    throw error;
  });
  // Meanwhile another request may have renewed it, or ended it. Nothing may be awaited from here on.
  requireCurrent(ticket, server);
  const renewed = renewTicket(ticket, server.nowMs());
  if (!renewed) throw new ParleyError("session.none", "The session is as old as it may be");
  const { id, generation } = renewed;
  const isKept = server.ledger.put(id, {
    generation,
    changedAtMs: server.nowMs(),
    isEnded: false,
  });
  if (isKept) return renewed;
  throw new ParleyError("server.busy", "Too many sessions were renewed lately");
}

function requireCurrent(ticket: Ticket, server: SessionServer): void {
  const standing = placeTicket(ticket, server);
  if (standing === "current") return;
  if (standing === "superseded") {
    throw new ParleyError("session.superseded", "The session was renewed moments ago");
  }
  throw new ParleyError("session.none", "The session is over");
}

import { ParleyError } from "@/lib/errors/base.ts";
import { renewTicket, type Ticket } from "../../core/ticket.ts";
import { endSession, readTicket } from "./read-ticket.ts";
import { requireMember } from "./require-member.ts";
import type { SessionServer } from "./session-server.ts";

/**
 * The next ticket of a session, after the network was asked whether its holder still belongs to the
 * inbox; if not, the session ends here. Fails as `ServerSessions.refresh` does.
 */
export async function refresh(cookie: string | undefined, server: SessionServer): Promise<Ticket> {
  const ticket = await requireCurrent(cookie, server);
  await requireMember(ticket, server).catch((error: unknown) => {
    const isGone = error instanceof ParleyError && error.code === "session.not-a-member";
    if (isGone) endSession(ticket, server);
    throw error;
  });
  // Meanwhile another request may have renewed it, or ended it.
  const { generation } = await requireCurrent(cookie, server);
  const renewed = renewTicket(ticket, server.nowMs());
  if (!renewed) throw new ParleyError("session.none", "The session is as old as it may be");
  const entry = { generation: generation + 1, changedAtMs: server.nowMs(), isEnded: false };
  if (server.ledger.put(ticket.id, entry)) return renewed;
  throw new ParleyError("server.busy", "Too many sessions were renewed lately");
}

async function requireCurrent(cookie: string | undefined, server: SessionServer): Promise<Ticket> {
  const found = await readTicket(cookie, server);
  if (found?.standing === "current") return found.ticket;
  if (found?.standing === "superseded") {
    throw new ParleyError("session.superseded", "The session was renewed moments ago");
  }
  throw new ParleyError("session.none", "There is no session, or it is over");
}

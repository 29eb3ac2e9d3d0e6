import { ParleyError } from "@/lib/errors/base.ts";
import { SESSION_ID_BYTES, startTicket, type Ticket } from "../../core/ticket.ts";
import type { OpenedSession, ServerSessions } from "../../ports.ts";
import { begin } from "./begin.ts";
import { rememberMembers } from "./members.ts";
import { proveInstallation } from "./prove-installation.ts";
import { proveWallet } from "./prove-wallet.ts";
import { endSession, placeTicket, readTicket } from "./read-ticket.ts";
import { refresh } from "./refresh.ts";
import type { SessionServer, SessionServerPorts } from "./session-server.ts";

/**
 * The sessions of the app's server: who speaks for an inbox, proved by an installation's key or by
 * a wallet, and held in a cookie that changes with each renewal.
 *
 * Nobody is let in while the network can't be asked.
 */
export function createServerSessions(ports: SessionServerPorts): ServerSessions {
  const server: SessionServer = {
    ...ports,
    isMember: rememberMembers(ports.inboxes, ports.nowMs),
  };

  /** False when a session goes on, for want of room to remember that it ended. */
  async function tryToEnd(cookie: string | undefined): Promise<boolean> {
    const ticket = await readTicket(cookie, server);
    if (!ticket || placeTicket(ticket, server) === "over") return true;
    return endSession(ticket, server);
  }

  async function open(
    who: Pick<Ticket, "inboxId" | "holder">,
    cookie: string | undefined,
  ): Promise<OpenedSession> {
    await tryToEnd(cookie);
    const random = server.randomBytes(SESSION_ID_BYTES);
    return sealed(startTicket({ random, ...who }, server.nowMs()));
  }

  const sealed = async (ticket: Ticket): Promise<OpenedSession> => ({
    ticket,
    sealed: await server.seal.seal(ticket),
  });

  return {
    begin: () => begin(server),
    prove: async (given, cookie) => open(await proveInstallation(given, server), cookie),
    proveWallet: async (given, cookie) => open(await proveWallet(given, server), cookie),
    read: async (cookie) => {
      const ticket = await readTicket(cookie, server);
      const standing = ticket && placeTicket(ticket, server);
      return standing === "current" || standing === "superseded" ? ticket : undefined;
    },
    refresh: async (cookie) => sealed(await refresh(cookie, server)),
    end: async (cookie) => {
      if (await tryToEnd(cookie)) return;
      throw new ParleyError("server.busy", "Too many sessions ended lately");
    },
  };
}

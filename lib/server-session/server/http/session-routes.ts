import { z } from "zod";
import { isoTime } from "@/lib/http/core/iso-time.ts";
import { answer, answerNothing, refuseBy } from "@/lib/http/server/answer.ts";
import { limitClients } from "@/lib/http/server/limit.ts";
import { requireOwnOrigin } from "@/lib/http/server/own-origin.ts";
import type { Hex } from "@/lib/identity/core/address.ts";
import { describeTicket } from "../../core/session-info.ts";
import type { OpenedSession, ServerSessions } from "../../ports.ts";
import { readJson } from "./read-json.ts";
import { SESSION_REFUSALS } from "./refusals.ts";
import { sessionCookie } from "./session-cookie.ts";

type Route = (request: Request) => Promise<Response>;

/** `app/api/session/…`, one route each. */
export type SessionRoutes = {
  nonce: Route;
  prove: Route;
  proveWallet: Route;
  read: Route;
  refresh: Route;
  end: Route;
};

export type SessionRoutesOptions = {
  sessions: ServerSessions;
  origin: string;
  proxyHops: number;
  nowMs: () => number;
};

/** Many people may share one address; none of them needs more than two requests in minutes. */
const LIMIT = { burst: 120, perSecond: 2 };

const HEX = /^0x(?:[0-9a-f]{2})+$/i;
const ED25519_SIGNATURE = /^0x[0-9a-f]{128}$/i;

const proofSchema = z.strictObject({
  proof: z.string(),
  signature: z
    .string()
    .regex(ED25519_SIGNATURE)
    .transform((hex) => new Uint8Array(Buffer.from(hex.slice(2), "hex"))),
});

const siweSchema = z.strictObject({
  message: z.string(),
  signature: z
    .string()
    .regex(HEX)
    .transform((hex) => hex as Hex),
});

/** The sessions of the app's server over HTTP. Every answer is JSON, every refusal has a code. */
export function createSessionRoutes(options: SessionRoutesOptions): SessionRoutes {
  const { sessions, origin, nowMs } = options;
  const cookie = sessionCookie(origin);
  const limit = limitClients({ ...options, limit: LIMIT });
  const refuse = refuseBy(SESSION_REFUSALS, "a session");

  /** What changes something is asked by this site's own pages, and not too often. */
  const guarded = (route: Route): Route => {
    return async (request) => {
      try {
        limit(request);
        requireOwnOrigin(request, origin);
        return await route(request);
      } catch (error) {
        return refuse(error);
      }
    };
  };

  const opened = async (
    request: Request,
    status: number,
    open: Promise<OpenedSession>,
  ): Promise<Response> => {
    const { ticket, sealed } = await open;
    return answer(
      { session: describeTicket(ticket, nowMs()) },
      { status, cookies: cookie.set(request, sealed, ticket, nowMs()) },
    );
  };

  return {
    nonce: guarded(async () => {
      const { nonce, domain, expiresAtMs } = sessions.begin();
      return answer({ nonce, domain, origin, expiresAt: isoTime(expiresAtMs) }, { status: 201 });
    }),
    prove: guarded(async (request) => {
      const proof = await readJson(request, proofSchema);
      return opened(request, 201, sessions.prove(proof, cookie.read(request)));
    }),
    proveWallet: guarded(async (request) => {
      const siwe = await readJson(request, siweSchema);
      return opened(request, 201, sessions.proveWallet(siwe, cookie.read(request)));
    }),
    read: async (request) => {
      try {
        const ticket = await sessions.read(cookie.read(request));
        return answer({ session: ticket ? describeTicket(ticket, nowMs()) : null });
      } catch (error) {
        return refuse(error);
      }
    },
    refresh: guarded((request) => opened(request, 200, sessions.refresh(cookie.read(request)))),
    end: guarded(async (request) => {
      await sessions.end(cookie.read(request));
      return answerNothing({ cookies: cookie.clear() });
    }),
  };
}

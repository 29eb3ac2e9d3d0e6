import type { RelayConfig } from "@/lib/config/parse-config.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import { answer, refuseBy } from "@/lib/http/server/answer.ts";
import { limitBy, limitClients } from "@/lib/http/server/limit.ts";
import { requireOwnOrigin } from "@/lib/http/server/own-origin.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { relayAccess } from "../relay-access.ts";

export type RelayRouteOptions = {
  /** Left out where there is no relay. */
  relay?: RelayConfig;
  /** Whose session a request has. */
  whoAsks: (request: Request) => Promise<InboxId | undefined>;
  origin: string;
  proxyHops: number;
  nowMs: () => number;
};

/** One for some minutes is enough for all calls in them. */
const INBOX_LIMIT = { burst: 10, perSecond: 1 / 30 };
/** Many people may share one address. */
const CLIENT_LIMIT = { burst: 60, perSecond: 1 };

/**
 * `POST /api/turn`: what opens the relays, for who is signed in. `{ relay }`, null where there is
 * none. A relay carries anything for who may use it, so nobody else is given that.
 */
export function createRelayRoute(
  options: RelayRouteOptions,
): (request: Request) => Promise<Response> {
  const { relay, whoAsks, origin, nowMs } = options;
  const limitAddress = limitClients({ ...options, limit: CLIENT_LIMIT });
  const limitInbox = limitBy({ limit: INBOX_LIMIT, nowMs });
  const refuse = refuseBy({}, "the relay");
  return async (request) => {
    try {
      limitAddress(request);
      requireOwnOrigin(request, origin);
      const inboxId = await whoAsks(request);
      if (!inboxId) throw new ParleyError("session.none", "Not signed in");
      limitInbox(inboxId);
      return answer({ relay: relay ? relayAccess(relay, inboxId, nowMs()) : null });
    } catch (error) {
      return refuse(error);
    }
  };
}

import { parseRelayAccess, type RelayAccess } from "../core/relay-access.ts";
import type { RelayServer } from "../ports.ts";

/** A call begins without a relay rather than later: most need none. */
const DEADLINE_MS = 3_000;
/** What ends so soon might end before the call has begun. */
const SPARE_MS = 2 * 60_000;

/**
 * Gives the relays of this page's server, asked for again when what opens them is about to end; none
 * while the server does not answer. `openSession` is called before it is asked.
 */
export function fetchRelays(
  openSession: () => Promise<unknown>,
): () => Promise<readonly RelayServer[]> {
  let known: RelayAccess | undefined;

  async function ask(): Promise<RelayAccess | undefined> {
    await openSession();
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const response = await fetch("/api/turn", { method: "POST", signal });
    const answer: unknown = response.ok ? await response.json() : undefined;
    return parseRelayAccess((answer as { relay?: unknown } | undefined)?.relay);
  }

  return async () => {
    if (!known || known.expiresAtMs - SPARE_MS < Date.now()) {
      known = (await withinDeadline(ask()).catch(() => undefined)) ?? known;
    }
    if (!known || known.expiresAtMs < Date.now()) return [];
    const { urls, username, credential } = known;
    return [{ urls, username, credential }];
  };
}

function withinDeadline<Result>(work: Promise<Result>): Promise<Result | undefined> {
  const late = new Promise<undefined>((resolve) => {
    setTimeout(() => resolve(undefined), DEADLINE_MS);
  });
  return Promise.race([work, late]);
}

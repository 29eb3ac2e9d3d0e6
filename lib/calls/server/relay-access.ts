import { createHmac } from "node:crypto";
import type { RelayConfig } from "@/lib/config/parse-config.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { RelayAccess } from "../core/relay-access.ts";

/** A call begins within seconds; the relay keeps what was opened in time. */
const GOOD_FOR_MS = 10 * 60_000;

/** So much of a name's digest: two inboxes never share it, and nobody reads one out of it. */
const NAME_LENGTH = 24;

/**
 * What opens the relays for some minutes, as the TURN REST API has it: the name is when it ends and
 * who asked, the password is its HMAC-SHA1 in base64. Who asked is written so that the relay tells
 * inboxes apart, to limit them, and its logs name none.
 */
export function relayAccess(
  { urls, secret }: RelayConfig,
  inboxId: InboxId,
  nowMs: number,
): RelayAccess {
  const expiresAtMs = nowMs + GOOD_FOR_MS;
  const who = createHmac("sha256", secret).update(inboxId).digest("hex").slice(0, NAME_LENGTH);
  const username = `${Math.floor(expiresAtMs / 1_000)}:${who}`;
  const credential = createHmac("sha1", secret).update(username).digest("base64");
  return { urls, username, credential, expiresAtMs };
}

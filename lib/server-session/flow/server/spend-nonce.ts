import { ParleyError } from "@/lib/errors/base.ts";
import { openNonce } from "../../core/nonce.ts";
import type { SessionServer } from "./session-server.ts";

/** Uses a nonce up, whatever comes of it. Fails with `session.nonce` and `server.busy`. */
export function spendNonce(
  nonce: string,
  { nonceKey, site, nonces, nowMs }: Pick<SessionServer, "nonceKey" | "site" | "nonces" | "nowMs">,
): void {
  const opened = openNonce(nonce, { key: nonceKey, origin: site.origin });
  if (!opened) throw new ParleyError("session.nonce", "Not a nonce of this server");
  if (nowMs() >= opened.expiresAtMs) throw new ParleyError("session.nonce", "The nonce is over");
  const use = nonces.use(opened.id, opened.expiresAtMs);
  if (use === "full") throw new ParleyError("server.busy", "Too many nonces are in use");
  if (use === "used") throw new ParleyError("session.nonce", "The nonce was used before");
}

import { makeNonce, NONCE_RANDOM_BYTES } from "../../core/nonce.ts";
import { NONCE_MS } from "../../core/proof.ts";
import type { ProofOffer } from "../../ports.ts";
import type { SessionServer } from "./session-server.ts";

/** Gives a nonce for one proof. Nothing of it is kept until it is used. */
export function begin({ site, nonceKey, nowMs, randomBytes }: SessionServer): ProofOffer {
  const expiresAtMs = nowMs() + NONCE_MS;
  const random = randomBytes(NONCE_RANDOM_BYTES);
  const nonce = makeNonce({ random, expiresAtMs }, { key: nonceKey, origin: site.origin });
  return { nonce, ...site, expiresAtMs };
}

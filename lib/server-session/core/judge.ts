import type { ErrorCode } from "@/lib/errors/codes.ts";
import { NONCE_MS, type Proof } from "./proof.ts";
import type { Site } from "./site.ts";
import type { SiweMessage } from "./siwe.ts";

/** The clocks of a client and a server may differ by this. */
const SKEW_MS = 60_000;

/** Why a proof is refused before anybody is asked about it; undefined when it may be true. */
export function whyNotProof(proof: Proof, site: Site, nowMs: number): ErrorCode | undefined {
  if (proof.origin !== site.origin || proof.domain !== site.domain) return "session.wrong-domain";
  return whyNotNow(proof, nowMs);
}

/** The same of a message of EIP-4361. What it says of chains is for whoever verifies a contract. */
export function whyNotSiwe(message: SiweMessage, site: Site, nowMs: number): ErrorCode | undefined {
  const { scheme, domain, uri, notBeforeMs, issuedAtMs, expiresAtMs } = message;
  const isHere = uri === site.origin || uri.startsWith(`${site.origin}/`);
  const isScheme = scheme === undefined || site.origin === `${scheme}://${site.domain}`;
  if (domain !== site.domain || !isHere || !isScheme) return "session.wrong-domain";
  if (notBeforeMs !== undefined && nowMs < notBeforeMs) return "session.expired";
  return whyNotNow({ issuedAtMs, expiresAtMs: expiresAtMs ?? issuedAtMs + NONCE_MS }, nowMs);
}

/** The message itself may be good for long: its nonce is not. */
function whyNotNow(
  { issuedAtMs, expiresAtMs }: { issuedAtMs: number; expiresAtMs: number },
  nowMs: number,
): ErrorCode | undefined {
  const isIssued = issuedAtMs <= nowMs + SKEW_MS;
  const isFresh = nowMs < issuedAtMs + NONCE_MS + SKEW_MS;
  return isIssued && isFresh && nowMs < expiresAtMs ? undefined : "session.expired";
}

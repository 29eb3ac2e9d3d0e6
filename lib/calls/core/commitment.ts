import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Description } from "./signal.ts";

const FINGERPRINT = /^a=fingerprint:sha-256 ((?:[0-9A-F]{2}:){31}[0-9A-F]{2})\s*$/gim;
const NONCE = /^[0-9a-f]{64}$/;

/**
 * The one DTLS fingerprint (RFC 8122) of a description, in upper case; undefined where there is none,
 * or several that differ.
 */
export function fingerprintOf({ sdp }: Pick<Description, "sdp">): string | undefined {
  const found = new Set([...sdp.matchAll(FINGERPRINT)].map(([, hex]) => hex?.toUpperCase()));
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

/** What an invitation promises of its caller's certificate: hex of SHA-256(fingerprint ‖ nonce). */
export function commitTo(fingerprint: string, nonce: string): string {
  const bytes = new Uint8Array([...utf8ToBytes(fingerprint.toUpperCase()), ...hexToBytes(nonce)]);
  return bytesToHex(sha256(bytes));
}

/** Whether the answer comes from the certificate that the invitation promised. */
export function opensCommitment(
  commitment: string,
  { answer, nonce }: { answer: Pick<Description, "sdp">; nonce: string },
): boolean {
  const fingerprint = fingerprintOf(answer);
  if (fingerprint === undefined || !NONCE.test(nonce)) return false;
  return commitTo(fingerprint, nonce) === commitment;
}

import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** How much chance a nonce needs: 128 bits. */
export const NONCE_RANDOM_BYTES = 16;

/** What a nonce was sealed with: the same key and origin open it again. */
export type NonceSeal = { key: Uint8Array; origin: string };

const EXPIRY_DIGITS = 12;
const RANDOM_DIGITS = NONCE_RANDOM_BYTES * 2;
const TAG_DIGITS = 32;
const NONCE = new RegExp(`^[0-9a-f]{${EXPIRY_DIGITS + RANDOM_DIGITS + TAG_DIGITS}}$`);

/**
 * A nonce that carries its own end and whom it is for (letters and digits, as EIP-4361 wants), so
 * that a server need not remember those it gave away: whoever asks for a million fills no memory.
 */
export function makeNonce(
  { random, expiresAtMs }: { random: Uint8Array; expiresAtMs: number },
  seal: NonceSeal,
): string {
  const head = expiresAtMs.toString(16).padStart(EXPIRY_DIGITS, "0") + bytesToHex(random);
  return head + tagOf(head, seal);
}

/** When a nonce ends, and the name under which it is used up; undefined for one not made here. */
export function openNonce(
  nonce: string,
  seal: NonceSeal,
): { id: string; expiresAtMs: number } | undefined {
  if (!NONCE.test(nonce)) return undefined;
  const head = nonce.slice(0, -TAG_DIGITS);
  if (!isSame(nonce.slice(-TAG_DIGITS), tagOf(head, seal))) return undefined;
  return {
    id: head.slice(EXPIRY_DIGITS),
    expiresAtMs: Number.parseInt(head.slice(0, EXPIRY_DIGITS), 16),
  };
}

function tagOf(head: string, { key, origin }: NonceSeal): string {
  const tag = hmac(sha256, key, utf8ToBytes(`parley nonce 1 ${origin} ${head}`));
  return bytesToHex(tag).slice(0, TAG_DIGITS);
}

/** Takes as long for a near guess as for a wild one. */
function isSame(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}

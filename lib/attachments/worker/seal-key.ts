/*
 * The seal of XIP-17, as libxmtp makes it: AES-256-GCM without additional data (RFC 5116), by a key
 * that is HKDF-SHA256 of the secret, with the salt and no info. The tag of 16 bytes stands last.
 */

export const SECRET_BYTES = 32;
export const NONCE_BYTES = 12;

export type SealSecrets = Record<"secret" | "salt" | "nonce", Uint8Array<ArrayBuffer>>;

export async function sealKey(
  { secret, salt }: Pick<SealSecrets, "secret" | "salt">,
  usage: "encrypt" | "decrypt",
): Promise<CryptoKey> {
  const source = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const derivation = { name: "HKDF", hash: "SHA-256", salt, info: new Uint8Array() };
  const algorithm = { name: "AES-GCM", length: 256 };
  return crypto.subtle.deriveKey(derivation, source, algorithm, false, [usage]);
}

/** Lets a buffer's memory go now: whoever collects garbage may wait until there are many. */
export function letGo(bytes: Uint8Array<ArrayBuffer>): void {
  bytes.buffer.transfer(0);
}

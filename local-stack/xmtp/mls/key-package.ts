import { MalformedMlsError, TlsReader } from "./tls-reader.ts";

const ED25519_KEY_BYTES = 32;

/**
 * The installation that a `KeyPackage` (RFC 9420 §10) belongs to: its leaf node's signature key.
 * Nothing is verified here; that is the validator's work. Throws {@link MalformedMlsError}.
 */
export function installationKeyOf(keyPackage: Uint8Array): Uint8Array {
  const reader = new TlsReader(keyPackage);
  reader.u16(); // protocol version
  reader.u16(); // cipher suite
  reader.vector(); // init key
  reader.vector(); // leaf node's encryption key
  const signatureKey = reader.vector();
  if (signatureKey.length !== ED25519_KEY_BYTES) {
    throw new MalformedMlsError("An installation key has 32 bytes.");
  }
  return signatureKey;
}

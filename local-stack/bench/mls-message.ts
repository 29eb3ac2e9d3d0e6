import { randomBytes } from "node:crypto";

const EPOCH = new Uint8Array(8);
const APPLICATION = 1;

/** A well-framed MLS application message (RFC 9420 §6) with random bytes for a ciphertext. */
export function frameMessage(groupId: Uint8Array, ciphertextBytes = 512): Uint8Array {
  return Buffer.concat([
    Uint8Array.of(0, 1, 0, 2, groupId.length),
    groupId,
    EPOCH,
    Uint8Array.of(APPLICATION, 0, 16),
    randomBytes(16),
    Uint8Array.of(0x40 | (ciphertextBytes >> 8), ciphertextBytes & 0xff),
    randomBytes(ciphertextBytes),
  ]);
}

import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { CallId } from "./signal.ts";

/** One side of a call: who, and the DTLS fingerprint (RFC 8122) of their certificate. */
export type CallSide = { inboxId: InboxId; fingerprint: string };

/**
 * Eight digits in two groups, the same on both sides, to be compared aloud: of both fingerprints, the
 * call and both inboxes. The invitation's commitment leaves nobody in between a second try, so that
 * guessing it has one chance in 100 million (RFC 6189, section 4.4.1.1 on why).
 */
export function safetyCode(callId: CallId, sides: readonly [CallSide, CallSide]): string {
  const said = sides
    .map(({ inboxId, fingerprint }) => `${inboxId} ${fingerprint.toUpperCase()}`)
    .sort();
  const digest = sha256(utf8ToBytes(["parley call 1", callId, ...said].join("\n")));
  const value = new DataView(digest.buffer, digest.byteOffset).getBigUint64(0) % 100_000_000n;
  const digits = String(value).padStart(8, "0");
  return `${digits.slice(0, 4)} ${digits.slice(4)}`;
}

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
  return fourByFour(digestOf(callId, sides) % 10n ** 8n, 8);
}

/**
 * The same of all who are in a group's call: each has one certificate for all of its ways, so all see
 * one code. Nobody commits to a certificate there, and who comes last could try many: so there are
 * sixteen digits, more than can be tried while a call connects.
 */
export function groupSafetyCode(callId: CallId, sides: readonly CallSide[]): string {
  return fourByFour(digestOf(callId, sides) % 10n ** 16n, 16);
}

function digestOf(callId: CallId, sides: readonly CallSide[]): bigint {
  const said = sides
    .map(({ inboxId, fingerprint }) => `${inboxId} ${fingerprint.toUpperCase()}`)
    .sort();
  const digest = sha256(utf8ToBytes(["parley call 1", callId, ...said].join("\n")));
  return new DataView(digest.buffer, digest.byteOffset).getBigUint64(0);
}

function fourByFour(value: bigint, length: number): string {
  return String(value)
    .padStart(length, "0")
    .replace(/(\d{4})(?=\d)/g, "$1 ");
}

import { bytesToHex } from "@noble/hashes/utils.js";
import type { CallId, PartyId } from "./signal.ts";

/** Good chance in bytes. */
type RandomBytes = (length: number) => Uint8Array;

const ID_BYTES = 16;
const NONCE_BYTES = 32;

export function newCallId(random: RandomBytes): CallId {
  return bytesToHex(random(ID_BYTES)) as CallId;
}

export function newPartyId(random: RandomBytes): PartyId {
  return bytesToHex(random(ID_BYTES)) as PartyId;
}

/** Hides what an invitation commits to until it is told. Hex. */
export function newNonce(random: RandomBytes): string {
  return bytesToHex(random(NONCE_BYTES));
}

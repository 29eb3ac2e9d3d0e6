/** What the sides of a call tell each other through their conversation. */

import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import type { CallId, CallMedia } from "./call-outcome.ts";

export type { CallId, CallMedia };

/** Random, 128 bits; one run of one installation's client, so that two devices of a person are two. */
export type PartyId = string & { readonly __brand: "PartyId" };

/** A session description (RFC 8866) with the candidates that were gathered by then. */
export type Description = { sdp: string; candidates: readonly string[] };

/** Why a call is over, as its `end` says it. */
export type EndReason =
  | "declined"
  | "busy"
  | "cancelled"
  | "timeout"
  | "failed"
  | "lost"
  | "hangup";

export type CallSignal = { callId: CallId; party: PartyId; seq: number } & (
  | {
      type: "invite";
      media: CallMedia;
      /** Hex of SHA-256(the caller's DTLS fingerprint ‖ nonce): no address, no description. */
      commitment: string;
      /** The call that its caller's page fell out of: whoever is in it takes this one instead. */
      rejoins?: CallId;
    }
  | { type: "accept"; media: CallMedia; offer: Description }
  | { type: "answer"; to: PartyId; answer: Description; nonce: string }
  | { type: "ice"; to: PartyId; candidates: readonly string[] }
  | {
      type: "restart";
      to: PartyId;
      turn: number;
      kind: "offer" | "answer";
      description: Description;
    }
  | { type: "end"; reason: EndReason; durationMs?: number }
  | GroupSaid
);

/** What is said in calls of groups alone. */
type GroupSaid =
  /** Comes into the call, and offers to each who is in it; the first one has nobody to offer to. */
  | { type: "join"; media: CallMedia; offers: readonly Offer[] }
  /** A way between two who are in it: the first one where neither offered, or a new one. */
  | ({ type: "offer"; turn: number } & Offer)
  | { type: "reply"; to: PartyId; turn: number; description: Description }
  | { type: "leave" }
  /** Somebody is not there any more, and did not say so. */
  | { type: "gone"; gone: PartyId }
  /** The call goes on, though nobody has come or left for long. */
  | { type: "still" };

export type Offer = { to: PartyId; description: Description };

type WithoutEnvelope<Signal> = Signal extends CallSignal
  ? Omit<Signal, "callId" | "party" | "seq">
  : never;

/** What a signal says, apart from what all of them say. */
export type SaidSignal = WithoutEnvelope<CallSignal>;

/** A signal as it was heard in a thread. */
export type HeardSignal = {
  signal: CallSignal;
  from: InboxId;
  thread: ThreadKey;
  /** The network's time of it. */
  atMs: number;
};

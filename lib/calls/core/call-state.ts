/** What a device knows of calls, and what its machine is told and asks for. */

import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import type { CallId, CallMedia, CallSignal, Description, HeardSignal, PartyId } from "./signal.ts";

/** What all states of a call have in common: which call it is, and with whom. */
export type CallFacts = {
  callId: CallId;
  thread: ThreadKey;
  peer: InboxId;
  /** What is sent from here at first. */
  media: CallMedia;
};

/** Who offers again when the path breaks, and who offered first. */
export type CallRole = "caller" | "callee";

/** A call whose other side is one device. */
export type PairedFacts = CallFacts & {
  role: CallRole;
  peerParty: PartyId;
  /** Of the caller's certificate, as the invitation promised it. */
  commitment: string;
};

/** How a call ended, as this device tells it. */
export type CallEnd =
  | "declined"
  /** Whoever took it could not: there was no microphone. */
  | "unable"
  | "busy"
  | "cancelled"
  /** Nobody took it within its time. */
  | "no-answer"
  | "missed"
  | "answered-elsewhere"
  | "declined-elsewhere"
  | "hung-up"
  /** Both called: this one gave way to the other's. */
  | "replaced"
  | "failed"
  /** It was up, and the path did not come back. */
  | "lost"
  /** Their page went away, and did not come back. */
  | "gone";

export type OutgoingCall = CallFacts & {
  kind: "outgoing";
  commitment: string;
  /** When the call began that this one goes on with. */
  beganAtMs?: number;
  expiresAtMs: number;
};

export type IncomingCall = CallFacts & {
  kind: "incoming";
  party: PartyId;
  commitment: string;
  expiresAtMs: number;
};

/** Descriptions go to and fro until media may flow. */
export type ConnectingCall = PairedFacts & {
  kind: "connecting";
  failsAtMs: number;
  /** When the call began that this one goes on with. */
  beganAtMs?: number;
};

export type ConnectedCall = PairedFacts & {
  kind: "connected";
  sinceMs: number;
  /** It goes from device to device; known by the caller, who would look for such a way again. */
  isDirect?: true;
  /** When that was done last. */
  soughtAtMs?: number;
};

export type ReconnectingCall = PairedFacts & {
  kind: "reconnecting";
  sinceMs: number;
  /** Their page went away, and may come back. */
  isAway?: true;
  /** When it is over, if it does not come back. */
  endsAtMs: number;
  /** How often since the path broke. */
  restarts: number;
  /** When the next offer is due; the caller's only. */
  restartAtMs?: number;
};

export type EndedCall = CallFacts & { kind: "ended"; how: CallEnd; durationMs?: number };

export type Call =
  | { kind: "idle" }
  | OutgoingCall
  | IncomingCall
  | ConnectingCall
  | ConnectedCall
  | ReconnectingCall
  | EndedCall;

/** A call that has this device: there is one at most. */
export type LiveCall = Exclude<Call, { kind: "idle" } | EndedCall>;

export type CallsState = {
  readonly self: { inboxId: InboxId; party: PartyId };
  readonly call: Call;
  /** Somebody who calls while this device is in a call. */
  readonly waiting?: IncomingCall;
  /** Calls that are over, and until when that is remembered. */
  readonly over: ReadonlyMap<CallId, number>;
  /** Signals that were heard, so that none counts twice, and until when that is remembered. */
  readonly heard: ReadonlyMap<string, number>;
  /** Of the next signal from here. */
  readonly seq: number;
  /** ICE restarts of the call so far, so that an old one is told from a new one. */
  readonly turn: number;
};

export type CallEvent =
  | { kind: "call"; facts: CallFacts; commitment: string; rejoins?: RejoinedCall }
  | { kind: "signal"; heard: HeardSignal; mayRing: boolean }
  /** Everything up to now is read: what is open of it rings. */
  | { kind: "caught-up"; heard: readonly (HeardSignal & { mayRing: boolean })[] }
  | { kind: "accept"; media: CallMedia }
  | { kind: "decline" }
  | { kind: "hang-up" }
  /** Ends the call there is, and takes the one that waits. */
  | { kind: "accept-waiting"; media: CallMedia }
  | { kind: "decline-waiting" }
  /** The description that was asked for is there. */
  | { kind: "described"; callId: CallId; of: DescribeAs; description: Description; nonce?: string }
  | { kind: "late-candidates"; callId: CallId; candidates: readonly string[] }
  | { kind: "transport"; callId: CallId; state: "up" | "disconnected" | "failed" }
  /** Read from the pair in use, each time that it is looked at. */
  | { kind: "way"; callId: CallId; isDirect: boolean }
  /** The other side hung up, as they said over their own connection. */
  | { kind: "left"; callId: CallId }
  /** The other side's page goes away, for good or to be loaded anew. */
  | { kind: "away"; callId: CallId }
  /** Camera, microphone or connection could not be had. */
  | { kind: "broke"; callId: CallId }
  | { kind: "dismiss" }
  | { kind: "time" };

/** A call that goes on over another connection, and when it began. */
export type RejoinedCall = { callId: CallId; sinceMs: number };

/** Which description: the callee's first offer, the caller's answer, and the same of a restart. */
export type DescribeAs = "offer" | "answer" | "restart-offer" | "restart-answer";

export type CallEffect =
  | { kind: "send"; thread: ThreadKey; signal: CallSignal }
  | { kind: "ring"; callId: CallId }
  | { kind: "hush"; callId: CallId }
  /** Makes the description, and tells it by `described`. */
  | { kind: "describe"; callId: CallId; as: DescribeAs; media: CallMedia; remote?: Description }
  /** The other side's answer. */
  | { kind: "apply"; callId: CallId; answer: Description }
  | { kind: "add-candidates"; callId: CallId; candidates: readonly string[] }
  /** What is sent from here is kept for the call that comes in its place. */
  | { kind: "close"; callId: CallId; keepsMedia?: true }
  /** To be told `time` then. */
  | { kind: "wake"; atMs: number };

export type CallStep = [CallsState, CallEffect[]];

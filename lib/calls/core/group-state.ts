/** What a device knows of calls in groups, and what its machine is told and asks for. */

import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import type { RoomLog } from "./room-log.ts";
import type { CallId, CallMedia, CallSignal, Description, HeardSignal, PartyId } from "./signal.ts";

/** This device's way to one other party of its call. */
export type Pair = {
  inboxId: InboxId;
  /** Whether the offers of it come from here, the one of a new path too. */
  offers: boolean;
  kind: PairKind;
  /** Of its last offer. */
  turn: number;
  /** The answer to that offer is awaited here. */
  isAsked: boolean;
  /** They offered or answered since it began, or since its path broke: they are there. */
  isHeard: boolean;
  /** Their page went away, and may come back. */
  isAway?: true;
  /** When it has taken too long. */
  deadlineMs?: number;
  restarts: number;
  restartAtMs?: number;
  /** How often a path was looked for in vain. */
  probes?: number;
};

export type PairKind =
  | "connecting"
  | "connected"
  | "reconnecting"
  /** They are there, and no path leads to them. */
  | "failed"
  /** They are gone, and the group is to hear it. */
  | "gone";

export type Pairs = ReadonlyMap<PartyId, Pair>;

/** How a call of a group ended for this device. */
export type GroupEnd =
  | "left"
  /** Four were in it. */
  | "full"
  /** Another device of the same person is in it now. */
  | "elsewhere"
  /** Nobody was in it any more. */
  | "over"
  /** One was alone in it for long. */
  | "alone"
  | "failed"
  | "lost";

type GroupFacts = { thread: ThreadKey; callId: CallId; media: CallMedia };

/** What is offered to those who are in it, until all is there and can be said. */
export type EnteringCall = GroupFacts & {
  kind: "entering";
  party: PartyId;
  awaited: ReadonlySet<PartyId>;
  offers: ReadonlyMap<PartyId, Description>;
  pairs: Pairs;
  /** How often it came in again of itself, lately. */
  returns: Returns;
};

export type EarlyOffer = { from: InboxId; turn: number; description: Description };

export type Returns = { count: number; lastMs: number };

/** It was said that this device comes in; from `sinceMs` on the network says so too. */
export type JoinedCall = GroupFacts & {
  kind: "joined";
  party: PartyId;
  /** Of the next signal. */
  seq: number;
  pairs: Pairs;
  /** Offers of those who are not known to be in it yet. */
  early: ReadonlyMap<PartyId, EarlyOffer>;
  sinceMs?: number;
  aloneSinceMs?: number;
  saidStillMs?: number;
  returns: Returns;
};

export type EndedGroupCall = GroupFacts & { kind: "ended"; how: GroupEnd; durationMs?: number };

export type LiveGroupCall = EnteringCall | JoinedCall;

export type GroupCall = { kind: "idle" } | LiveGroupCall | EndedGroupCall;

/** A call of a group that rings here. */
export type GroupRing = GroupFacts & { by: InboxId; untilMs: number };

export type GroupsState = {
  readonly self: InboxId;
  readonly rooms: ReadonlyMap<ThreadKey, RoomLog>;
  readonly call: GroupCall;
  readonly ring?: GroupRing;
  /** Calls that ring no more here, or never did, and until when that is remembered. */
  readonly quiet: ReadonlyMap<CallId, number>;
  /** The next time that it wants to be told of. */
  readonly wakeAtMs?: number;
};

/** `mayRing`: its sender may. What was not let in is not told at all. */
export type HeardInGroup = HeardSignal & { mayRing: boolean };

export type GroupEvent =
  /** Comes into the group's call, or begins one. */
  | { kind: "join"; thread: ThreadKey; media: CallMedia }
  | { kind: "leave" }
  /** What came, in one go: nothing is decided before all of it is known. */
  | { kind: "heard"; heard: readonly HeardInGroup[] }
  | {
      kind: "described";
      /** As whom this device was in the call then. */
      own: PartyId;
      to: PartyId;
      as: "offer" | "answer";
      turn: number;
      description: Description;
    }
  | { kind: "late-candidates"; own: PartyId; to: PartyId; candidates: readonly string[] }
  | {
      kind: "transport";
      own: PartyId;
      to: PartyId;
      state: "up" | "disconnected" | "failed";
    }
  /** Said over their own connection: they left, or their page goes away. */
  | { kind: "parted"; own: PartyId; to: PartyId; how: "left" | "away" }
  /** A way to one of them could not be made. */
  | { kind: "broke"; own: PartyId; to: PartyId }
  /** A signal that no network took. */
  | { kind: "unsent"; signal: CallSignal }
  | { kind: "not-now" }
  | { kind: "dismiss" }
  | { kind: "time" };

export type GroupEffect =
  | { kind: "send"; thread: ThreadKey; signal: CallSignal }
  | { kind: "ring" }
  | { kind: "hush" }
  /** Makes the description, and tells it by `described`. The first one makes the connection. */
  | {
      kind: "describe";
      own: PartyId;
      to: PartyId;
      inboxId: InboxId;
      as: "offer" | "answer";
      turn: number;
      remote?: Description;
    }
  | { kind: "apply"; to: PartyId; answer: Description }
  | { kind: "add-candidates"; to: PartyId; candidates: readonly string[] }
  /** The way to one party. */
  | { kind: "part"; to: PartyId }
  /** Microphone and camera are not needed any more, nor any way that is left. */
  | { kind: "close" }
  /** To be told `time` then. */
  | { kind: "wake"; atMs: number };

/** The network's time, and random ids that nothing else has. */
export type GroupMoment = { nowMs: number; fresh: { callId: CallId; party: PartyId } };

export type GroupStep = [GroupsState, GroupEffect[]];

import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import type { CallDetails } from "../core/call-details.ts";
import type { Call, IncomingCall } from "../core/call-state.ts";
import type { InputKind } from "../core/devices.ts";
import type { GroupCall, GroupRing, PairKind } from "../core/group-state.ts";
import type { LeftCall } from "../core/left-call.ts";
import type { CallPath, CallQuality } from "../core/path.ts";
import type { Room } from "../core/room.ts";
import type { CallMedia, PartyId } from "../core/signal.ts";
import type { FileChannel, RemoteStreams, SideState } from "../ports.ts";

/** A call that is to begin as soon as microphone and camera are there. */
export type PreparedCall = { thread: ThreadKey; peer: InboxId; media: CallMedia };

/** The way that files take to the other side of a call. */
export type FileLine = { channel: FileChannel; peer: InboxId };

/** All that the screen reads of calls. */
export type CallsView = {
  call: Call;
  waiting?: IncomingCall;
  preparing?: PreparedCall;
  /** What a page of this tab was in before it was loaded anew, as long as the other side waits. */
  left?: LeftCall;
  /** Why the call could not begin, or broke; until the next one. */
  problem?: ErrorCode;
  /** What the problem came in the way of. */
  again?: PreparedCall;
  /** A screen was shared before the page was loaded anew, and is not any more. */
  screenWasShared?: true;
  /** What is used instead of a device that was unplugged. */
  replaced?: { kind: InputKind; label: string };
  /** This side and the other; what is not sent is off. */
  own: SideState & { stream?: MediaStream };
  other: SideState & Partial<RemoteStreams>;
  /** Whether there was a relay to go through; left out until that is known. */
  hasRelay?: boolean;
  /** Read from the pair of candidates in use. */
  path?: CallPath;
  quality?: CallQuality;
  details?: CallDetails;
  /** Whose device files can go to, and the channel there. */
  files?: FileLine;
  /** To be compared aloud. */
  safetyCode?: string;
  group: GroupView;
};

/** One of the others in a group's call, and the way to them. */
export type GroupPerson = SideState &
  Partial<RemoteStreams> & {
    party: PartyId;
    inboxId: InboxId;
    kind: PairKind;
    isAway: boolean;
    /** Where there is none, only a relay could lead to them: they are no contact. */
    needsRelay: boolean;
    isSpeaking: boolean;
    path?: CallPath;
    quality?: CallQuality;
    details?: CallDetails;
  };

/** All that the screen reads of calls in groups. */
export type GroupView = {
  call: GroupCall;
  preparing?: { thread: ThreadKey; media: CallMedia };
  ring?: GroupRing;
  /** Calls that one may come into. */
  rooms: ReadonlyMap<ThreadKey, Room>;
  people: readonly GroupPerson[];
  /** Of those in calls, as far as they are known. */
  addresses: ReadonlyMap<InboxId, Address>;
  /** Whether one is heard oneself. */
  isSpeaking: boolean;
  /** To be compared aloud, by all of them. */
  safetyCode?: string;
};

const NO_GROUP: GroupView = {
  call: { kind: "idle" },
  rooms: new Map(),
  people: [],
  addresses: new Map(),
  isSpeaking: false,
};

export const SILENT: SideState = { hasMicrophone: true, hasCamera: false, hasScreen: false };

export const NO_CALL: CallsView = {
  call: { kind: "idle" },
  own: SILENT,
  other: SILENT,
  group: NO_GROUP,
};

/** The same view, with nothing to say of these. */
export function without<Key extends keyof CallsView>(
  view: CallsView,
  ...names: readonly Key[]
): Omit<CallsView, Key> {
  const rest = { ...view };
  for (const name of names) delete (rest as Partial<CallsView>)[name];
  return rest;
}

/**
 * Who is in a group's call: a pure fold of what was said in the group, in the network's order. So
 * all devices agree on it without asking each other.
 */

import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { CallId, CallMedia, HeardSignal, PartyId } from "./signal.ts";

/** Each sends to each: more would be too much for most. */
export const PARTIES_AT_MOST = 4;
/** Who is in a call of which nothing is heard says so that often. */
export const STILL_EVERY_MS = 10 * 60_000;
/** A call of which nothing was heard for so long is over. */
export const SILENT_AT_MOST_MS = 25 * 60_000;
/** Who comes in more often than that is not let in again: others would connect for ever. */
const JOINS_AT_MOST = 50;
const REMEMBERED_CALLS = 32;
const REMEMBERED_PARTIES = 64;
const REMEMBERED_PEOPLE = 32;

/** One device of one person, from joining until leaving. */
export type Member = {
  party: PartyId;
  inboxId: InboxId;
  /** Whom it offered to when it came in. The others offer to it. */
  offeredTo: readonly PartyId[];
};

export type Room = {
  callId: CallId;
  by: InboxId;
  byParty: PartyId;
  media: CallMedia;
  beganAtMs: number;
  /** In the order in which they came. Nobody: it is over. */
  members: readonly Member[];
  /** When something was last heard of it. */
  heardAtMs: number;
  /** Everybody who was in it, each once. */
  people: readonly InboxId[];
  /** While there were two or more: from when, and until when as far as is known. */
  together?: { fromMs: number; untilMs: number };
};

/** What became of a party that wanted in, or was. */
export type Fate = "in" | "left" | "gone" | "replaced" | "full" | "other" | "over";

/** A group's call, the one before it where there is none, and what must be known to judge what is said next. */
export type RoomState = {
  room?: Room;
  /** Calls that there were: none begins twice. */
  known: readonly CallId[];
  fates: ReadonlyMap<PartyId, Fate>;
  joins: ReadonlyMap<InboxId, number>;
};

/** What of a signal says who is in a call. */
export type RoomSignal = {
  callId: CallId;
  party: PartyId;
  seq: number;
  from: InboxId;
  atMs: number;
} & (
  | { type: "join"; media: CallMedia; offeredTo: readonly PartyId[] }
  | { type: "leave" }
  | { type: "gone"; gone: PartyId }
  | { type: "still" }
);

export const NO_ROOM: RoomState = { known: [], fates: new Map(), joins: new Map() };

/** Undefined for what concerns two of them alone, or is not of groups. */
export function roomSignal({ signal, from, atMs }: HeardSignal): RoomSignal | undefined {
  const { callId, party, seq, type } = signal;
  const facts = { callId, party, seq, from, atMs };
  switch (type) {
    case "join":
      return {
        ...facts,
        type,
        media: signal.media,
        offeredTo: signal.offers.map(({ to }) => to),
      };
    case "gone":
      return { ...facts, type, gone: signal.gone };
    case "leave":
    case "still":
      return { ...facts, type };
    default:
      return undefined;
  }
}

export function isOpen(room: Room | undefined, nowMs: number): room is Room {
  return room !== undefined && room.members.length > 0 && !isSilent(room, nowMs);
}

function isSilent({ heardAtMs }: Room, nowMs: number): boolean {
  return nowMs - heardAtMs > SILENT_AT_MOST_MS;
}

export function foldRoom(state: RoomState, signal: RoomSignal): RoomState {
  if (signal.type === "join") return foldJoin(state, signal);
  const { room } = state;
  const speaker = room?.callId === signal.callId ? memberOf(room, signal) : undefined;
  if (!room || !speaker) return state;
  if (signal.type === "still") return { ...state, room: { ...room, heardAtMs: signal.atMs } };
  const out = signal.type === "leave" ? speaker.party : signal.gone;
  if (!room.members.some(({ party }) => party === out)) return state;
  const fate = signal.type === "leave" ? "left" : "gone";
  return withFate({ ...state, room: withoutParty(room, out, signal.atMs) }, out, fate);
}

/** Who speaks, where it is somebody who is in the call, with the inbox that came in. */
function memberOf(room: Room, { party, from }: RoomSignal): Member | undefined {
  return room.members.find((member) => member.party === party && member.inboxId === from);
}

type Join = Extract<RoomSignal, { type: "join" }>;

function foldJoin(state: RoomState, join: Join): RoomState {
  const { callId, party, atMs } = join;
  if (state.fates.has(party)) return state;
  const { room } = state;
  if (room && isOpen(room, atMs) && room.callId !== callId) return withFate(state, party, "other");
  if (room?.callId === callId && room.members.length > 0) return enter(state, room, join);
  if (join.offeredTo.length > 0 || state.known.includes(callId))
    return withFate(state, party, "over");
  const { from: by, media } = join;
  const fresh: Room = {
    callId,
    by,
    byParty: party,
    media,
    beganAtMs: atMs,
    members: [],
    heardAtMs: atMs,
    people: [],
  };
  const known = [...state.known, callId].slice(-REMEMBERED_CALLS);
  return enter({ ...state, known, joins: new Map() }, fresh, join);
}

function enter(state: RoomState, room: Room, join: Join): RoomState {
  const { party, from: inboxId, offeredTo, atMs } = join;
  const joins = (state.joins.get(inboxId) ?? 0) + 1;
  const before = room.members.find((member) => member.inboxId === inboxId);
  const others = room.members.filter((member) => member !== before);
  if (others.length >= PARTIES_AT_MOST || joins > JOINS_AT_MOST)
    return withFate(state, party, "full");
  const members = [...others, { party, inboxId, offeredTo }];
  const people = room.people.includes(inboxId) ? room.people : [...room.people, inboxId];
  const counted = new Map([...state.joins, [inboxId, joins] as const].slice(-REMEMBERED_PEOPLE));
  const entered: RoomState = {
    ...state,
    joins: counted,
    room: timed({ ...room, members, people: people.slice(0, REMEMBERED_PEOPLE) }, atMs),
  };
  const replaced = before ? withFate(entered, before.party, "replaced") : entered;
  return withFate(replaced, party, "in");
}

function withoutParty(room: Room, party: PartyId, atMs: number): Room {
  const wereTogether = room.members.length > 1;
  const members = room.members.filter((member) => member.party !== party);
  const next = { ...room, members, heardAtMs: atMs };
  if (!room.together || !wereTogether) return next;
  return { ...next, together: { ...room.together, untilMs: atMs } };
}

function timed(room: Room, atMs: number): Room {
  const next = { ...room, heardAtMs: atMs };
  if (room.members.length < 2) return next;
  return { ...next, together: { fromMs: room.together?.fromMs ?? atMs, untilMs: atMs } };
}

function withFate(state: RoomState, party: PartyId, fate: Fate): RoomState {
  const fates = new Map(state.fates);
  fates.delete(party);
  return {
    ...state,
    fates: new Map([...fates, [party, fate] as const].slice(-REMEMBERED_PARTIES)),
  };
}

/** How long people talked in it: until now where they still do. */
export function lastedMs(room: Room, nowMs: number): number | undefined {
  const { together, members } = room;
  if (!together) return undefined;
  const isOn = members.length > 1 && isOpen(room, nowMs);
  const untilMs = isOn ? nowMs : members.length > 1 ? room.heardAtMs : together.untilMs;
  return Math.max(0, untilMs - together.fromMs);
}

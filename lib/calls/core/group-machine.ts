import type { InboxId } from "@/lib/identity/core/ids.ts";
import { remember } from "./call-steps.ts";
import { hearAll } from "./group-hearing.ts";
import {
  breakPair,
  followTransport,
  hearParting,
  pairUp,
  passTimeOfPair,
  tellDescription,
} from "./group-pairs.ts";
import type {
  GroupEffect,
  GroupEvent,
  GroupMoment,
  GroupStep,
  GroupsState,
  JoinedCall,
  Returns,
} from "./group-state.ts";
import {
  chain,
  end,
  enter,
  isLiveGroup,
  membersOf,
  onPair,
  reenter,
  roomOf,
  send,
  stay,
} from "./group-steps.ts";
import { isOpen, SILENT_AT_MOST_MS, STILL_EVERY_MS } from "./room.ts";
import type { PartyId } from "./signal.ts";

/** Who is alone in a call for so long has forgotten it. */
const ALONE_AT_MOST_MS = 10 * 60_000;
/** Between one that may say that the call goes on and the next that may. */
const NEXT_SAYS_STILL_MS = 30_000;
/** So often one comes in again of itself before the connection counts as lost. */
const RETURNS_AT_MOST = 3;
const RETURNS_WITHIN_MS = 5 * 60_000;
const NO_RETURNS: Returns = { count: 0, lastMs: 0 };

export function noGroupCalls(self: InboxId): GroupsState {
  return { self, rooms: new Map(), call: { kind: "idle" }, quiet: new Map() };
}

/**
 * The machine of calls in groups: at most one has this device, and each who is in it sends to each.
 * Who is in it is what the group heard, in the network's order (`room.ts`); this device makes and
 * gives up its ways to the others accordingly. An event that means nothing now changes nothing.
 */
export function stepGroups(state: GroupsState, event: GroupEvent, moment: GroupMoment): GroupStep {
  return chain(
    take(state, event, moment),
    (next) => judge(next, moment),
    (next) => pairUp(next, moment),
    (next) => soundRing(state, next, moment.nowMs),
    (next) => planNext(next, moment.nowMs),
  );
}

function take(state: GroupsState, event: GroupEvent, moment: GroupMoment): GroupStep {
  switch (event.kind) {
    case "join":
      return isLiveGroup(state.call) ? stay(state) : enter(state, event, NO_RETURNS, moment);
    case "leave":
      return end(state, "left", moment);
    case "heard":
      return hearAll(state, event.heard);
    case "described":
      return tellDescription(state, event, moment);
    case "late-candidates": {
      const { own, to, candidates } = event;
      return onPair(state, own, to, (call) => send(state, call, { type: "ice", to, candidates }));
    }
    case "transport":
      return followTransport(state, event, moment);
    case "parted":
      return hearParting(state, event, moment);
    case "broke":
      return breakPair(state, event, moment);
    case "unsent":
      return takeUnsent(state, event.signal, moment);
    case "not-now": {
      const { ring, ...rest } = state;
      if (!ring) return stay(state);
      return stay({ ...rest, quiet: remember(state.quiet, ring.callId, moment.nowMs) });
    }
    case "dismiss":
      return stay(state.call.kind === "ended" ? { ...state, call: { kind: "idle" } } : state);
    case "time":
      return passTime(state, moment);
  }
}

function takeUnsent(
  state: GroupsState,
  { party, type }: Extract<GroupEvent, { kind: "unsent" }>["signal"],
  moment: GroupMoment,
): GroupStep {
  const { call } = state;
  if (call.kind !== "joined" || call.party !== party) return stay(state);
  if (type === "join") return end(state, "failed", moment);
  const isCutOff = [...call.pairs.values()].every(({ kind }) => kind !== "connected");
  return type === "gone" && isCutOff ? end(state, "lost", moment) : stay(state);
}

/** Does what the network's order says of this device. */
function judge(state: GroupsState, moment: GroupMoment): GroupStep {
  const { call } = state;
  if (call.kind !== "joined") return stay(state);
  switch (state.rooms.get(call.thread)?.now.fates.get(call.party)) {
    case "in": {
      // Nothing was heard of the call for long, and others have begun one since.
      if (roomOf(state, call)?.callId !== call.callId) return comeAgain(state, call, moment);
      const { sinceMs = moment.nowMs } = call;
      return stay({ ...state, call: { ...call, sinceMs } });
    }
    case "gone":
    case "other":
      return comeAgain(state, call, moment);
    case "replaced":
      return end(state, "elsewhere", moment);
    case "full":
      return end(state, "full", moment);
    case "over":
      return end(state, "over", moment);
    default:
      return stay(state);
  }
}

function comeAgain(state: GroupsState, call: JoinedCall, moment: GroupMoment): GroupStep {
  const { nowMs } = moment;
  const { count, lastMs } = call.returns;
  const counted = nowMs - lastMs > RETURNS_WITHIN_MS ? 1 : count + 1;
  if (counted > RETURNS_AT_MOST) return end(state, "lost", moment);
  return reenter(state, call, { count: counted, lastMs: nowMs }, moment);
}

/** Alarms ring late and for what is over: only what is due counts. */
function passTime(state: GroupsState, moment: GroupMoment): GroupStep {
  const { wakeAtMs: _, ...rest } = state;
  const { call } = rest;
  const ways = call.kind === "joined" ? [...call.pairs.keys()] : [];
  return chain(
    stay(rest),
    ...ways.map((to: PartyId) => (next: GroupsState) => passTimeOfPair(next, to, moment.nowMs)),
    (next) => sayStill(next, moment.nowMs),
    (next) => (isDue(aloneUntil(next), moment.nowMs) ? end(next, "alone", moment) : stay(next)),
  );
}

function sayStill(state: GroupsState, nowMs: number): GroupStep {
  const { call } = state;
  if (call.kind !== "joined" || !isDue(stillAt(state), nowMs)) return stay(state);
  return send(state, { ...call, saidStillMs: nowMs }, { type: "still" });
}

function isDue(atMs: number | undefined, nowMs: number): boolean {
  return atMs !== undefined && nowMs >= atMs;
}

/** When this device says that the call goes on, where nobody else did. */
function stillAt(state: GroupsState): number | undefined {
  const { call } = state;
  if (call.kind !== "joined" || call.sinceMs === undefined) return undefined;
  const parties = membersOf(state, call).map(({ party }) => party);
  const rank = parties.sort().indexOf(call.party);
  const heardAtMs = Math.max(roomOf(state, call)?.heardAtMs ?? 0, call.saidStillMs ?? 0);
  return rank < 0 ? undefined : heardAtMs + STILL_EVERY_MS + rank * NEXT_SAYS_STILL_MS;
}

function aloneUntil({ call }: GroupsState): number | undefined {
  const sinceMs = call.kind === "joined" ? call.aloneSinceMs : undefined;
  return sinceMs === undefined ? undefined : sinceMs + ALONE_AT_MOST_MS;
}

/** Rings as long as the call may be taken, and nobody of this inbox has. */
function soundRing(before: GroupsState, state: GroupsState, nowMs: number): GroupStep {
  const { ring, ...silent } = state;
  const rings = ring !== undefined && mayRingOn(state, ring, nowMs);
  const next = rings ? state : silent;
  const callId = rings ? ring.callId : undefined;
  if (callId === before.ring?.callId) return stay(next);
  return [next, [{ kind: callId === undefined ? "hush" : "ring" }]];
}

function mayRingOn(
  state: GroupsState,
  { thread, callId, untilMs }: NonNullable<GroupsState["ring"]>,
  nowMs: number,
): boolean {
  const room = roomOf(state, { thread });
  return (
    nowMs < untilMs &&
    !state.quiet.has(callId) &&
    isOpen(room, nowMs) &&
    room.callId === callId &&
    room.members.every(({ inboxId }) => inboxId !== state.self)
  );
}

/** When the first call counts as over of which nothing is heard. */
function silentAt({ rooms }: GroupsState, nowMs: number): number | undefined {
  const open = [...rooms.values()].flatMap(({ now: { room } }) =>
    isOpen(room, nowMs) ? [room.heardAtMs + SILENT_AT_MOST_MS + 1] : [],
  );
  return open.length > 0 ? Math.min(...open) : undefined;
}

/** Asks to be told of the next time at which something is due. */
function planNext(state: GroupsState, nowMs: number): GroupStep {
  const { call, ring, wakeAtMs } = state;
  const pairs = call.kind === "joined" ? [...call.pairs.values()] : [];
  const times = [
    ring?.untilMs,
    silentAt(state, nowMs),
    stillAt(state),
    aloneUntil(state),
    ...pairs.flatMap(({ deadlineMs, restartAtMs }) => [deadlineMs, restartAtMs]),
  ].filter((each) => each !== undefined);
  const atMs = Math.min(...times);
  if (times.length === 0 || atMs >= (wakeAtMs ?? Number.POSITIVE_INFINITY)) return stay(state);
  const effects: GroupEffect[] = [{ kind: "wake", atMs }];
  return [{ ...state, wakeAtMs: atMs }, effects];
}

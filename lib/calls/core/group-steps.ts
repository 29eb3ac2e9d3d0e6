import { remember } from "./call-steps.ts";
import type {
  EnteringCall,
  GroupCall,
  GroupEffect,
  GroupEnd,
  GroupMoment,
  GroupStep,
  GroupsState,
  JoinedCall,
  LiveGroupCall,
  Pair,
  Pairs,
  Returns,
} from "./group-state.ts";
import { isOpen, type Member, PARTIES_AT_MOST, type Room } from "./room.ts";
import type { CallSignal, Description, PartyId, SaidSignal } from "./signal.ts";

/** Between one that may say that somebody is gone and the next that may. */
const NEXT_SAYS_MS = 5_000;
/** Whoever reaches nobody is more likely gone than all of the others. */
const LONELY_WAITS_MS = 15_000;

export function stay(state: GroupsState): GroupStep {
  return [state, []];
}

/** One step after the other. */
export function chain(
  [state, effects]: GroupStep,
  ...steps: readonly ((state: GroupsState) => GroupStep)[]
): GroupStep {
  const [first, ...rest] = steps;
  if (!first) return [state, effects];
  const [next, more] = first(state);
  return chain([next, [...effects, ...more]], ...rest);
}

export function isLiveGroup(call: GroupCall): call is LiveGroupCall {
  return call.kind === "entering" || call.kind === "joined";
}

export function roomOf({ rooms }: GroupsState, { thread }: Pick<LiveGroupCall, "thread">) {
  return rooms.get(thread)?.now.room;
}

/** Those in the call that this device has, as far as the network says so. */
export function membersOf(state: GroupsState, call: LiveGroupCall): readonly Member[] {
  const room = roomOf(state, call);
  return room?.callId === call.callId ? room.members : [];
}

export function send(state: GroupsState, call: JoinedCall, said: SaidSignal): GroupStep {
  const { callId, party, seq, thread } = call;
  const signal = { callId, party, seq, ...said } as CallSignal;
  return [{ ...state, call: { ...call, seq: seq + 1 } }, [{ kind: "send", thread, signal }]];
}

export function withPair<Call extends LiveGroupCall>(call: Call, to: PartyId, pair: Pair): Call {
  return { ...call, pairs: new Map(call.pairs).set(to, pair) };
}

export function withoutPair<Call extends LiveGroupCall>(call: Call, to: PartyId): Call {
  const pairs = new Map(call.pairs);
  pairs.delete(to);
  return { ...call, pairs };
}

/** Does it where that way is one of the call that this device is in. */
export function onPair(
  state: GroupsState,
  own: PartyId,
  to: PartyId,
  step: (call: JoinedCall, pair: Pair) => GroupStep,
): GroupStep {
  const { call } = state;
  const pair = call.kind === "joined" && call.party === own ? call.pairs.get(to) : undefined;
  return call.kind === "joined" && pair ? step(call, pair) : stay(state);
}

/** A way that is to be made, by an offer from here or from there. */
export function newPair(inboxId: Pair["inboxId"], of: Partial<Pair>): Pair {
  return {
    inboxId,
    offers: false,
    kind: "connecting",
    turn: 0,
    isAsked: false,
    isHeard: false,
    restarts: 0,
    ...of,
  };
}

/** How many of the others say before this device that one of them is gone. */
export function patienceMs(state: GroupsState, call: JoinedCall, gone: PartyId): number {
  const parties = membersOf(state, call)
    .map(({ party }) => party)
    .filter((party) => party !== gone)
    .sort();
  const others = [...call.pairs].filter(([party]) => party !== gone);
  const isLonely = others.length > 0 && others.every(([, { kind }]) => kind !== "connected");
  const rank = Math.max(0, parties.indexOf(call.party));
  return rank * NEXT_SAYS_MS + (isLonely ? LONELY_WAITS_MS : 0);
}

/** Offers to those who are in the group's call, or begins one. */
export function enter(
  state: GroupsState,
  { thread, media }: Pick<LiveGroupCall, "thread" | "media">,
  returns: Returns,
  { nowMs, fresh }: GroupMoment,
): GroupStep {
  const room = roomOf(state, { thread });
  const members = isOpen(room, nowMs) ? room.members : [];
  const others = members.filter(({ inboxId }) => inboxId !== state.self);
  const callId = room && members.length > 0 ? room.callId : fresh.callId;
  const facts = { thread, media, callId };
  const quieted = { ...state, quiet: remember(state.quiet, callId, nowMs) };
  if (others.length >= PARTIES_AT_MOST)
    return [{ ...quieted, call: { kind: "ended", ...facts, how: "full" } }, [{ kind: "close" }]];
  const call: EnteringCall = {
    kind: "entering",
    ...facts,
    party: fresh.party,
    awaited: new Set(others.map(({ party }) => party)),
    offers: new Map(),
    pairs: new Map(others.map(({ party, inboxId }) => [party, offered(inboxId)])),
    returns,
  };
  const effects = others.map(
    ({ party: to, inboxId }): GroupEffect => ({
      kind: "describe",
      own: fresh.party,
      to,
      inboxId,
      as: "offer",
      turn: 0,
    }),
  );
  return chain([{ ...quieted, call }, effects], (next) => tellJoin(next, { nowMs, fresh }));
}

function offered(inboxId: Pair["inboxId"]): Pair {
  return newPair(inboxId, { offers: true, isAsked: true });
}

/** From taking a call until media may flow, as between two people. */
export const PAIRS_WITHIN_MS = 20_000;

/** Says that this device comes in, once there is an offer for everybody. */
export function tellJoin(state: GroupsState, moment: GroupMoment): GroupStep {
  const { call } = state;
  if (call.kind !== "entering" || call.awaited.size > 0) return stay(state);
  const room = roomOf(state, call);
  const isMeant = call.offers.size > 0 || call.pairs.size > 0;
  const stands = isOpen(room, moment.nowMs) ? room : undefined;
  if (isMeant && !stands) return end(state, "over", moment);
  const isOther = stands !== undefined && stands.callId !== call.callId;
  const offers = [...call.offers].filter(([to]) => isIn(stands, to));
  const isForNobody = offers.length === 0 && othersIn(stands, state).length > 0;
  // Those who were offered to have left meanwhile, and others have come.
  if (isOther || isForNobody) return reenter(state, call, call.returns, moment);
  return sayJoin(state, call, offers, moment.nowMs);
}

function isIn(room: Room | undefined, to: PartyId): boolean {
  return room?.members.some(({ party }) => party === to) ?? false;
}

function othersIn(room: Room | undefined, { self }: GroupsState): readonly Member[] {
  return room?.members.filter(({ inboxId }) => inboxId !== self) ?? [];
}

function sayJoin(
  state: GroupsState,
  { awaited: _, offers: __, ...facts }: EnteringCall,
  offers: readonly (readonly [PartyId, Description])[],
  nowMs: number,
): GroupStep {
  const told = new Set(offers.map(([to]) => to));
  const pairs: Pairs = new Map(
    [...facts.pairs].map(([to, pair]) => [
      to,
      told.has(to) ? { ...pair, deadlineMs: nowMs + PAIRS_WITHIN_MS } : pair,
    ]),
  );
  const call: JoinedCall = { ...facts, kind: "joined", seq: 0, pairs, early: new Map() };
  return send(state, call, {
    type: "join",
    media: call.media,
    offers: offers.map(([to, description]) => ({ to, description })),
  });
}

/** Comes in once more, as another party and on other ways. */
export function reenter(
  state: GroupsState,
  call: LiveGroupCall,
  returns: Returns,
  moment: GroupMoment,
): GroupStep {
  const parting = [...call.pairs.keys()].map((to): GroupEffect => ({ kind: "part", to }));
  return chain([state, parting], (next) => enter(next, call, returns, moment));
}

/** Ends the call that this device has, and says so where it was in it. */
export function end(
  state: GroupsState,
  how: GroupEnd,
  { nowMs }: Pick<GroupMoment, "nowMs">,
): GroupStep {
  const { call } = state;
  if (!isLiveGroup(call)) return stay(state);
  const isKnown = how === "left" || how === "alone" || how === "failed" || how === "lost";
  const [said, telling] =
    call.kind === "joined" && isKnown ? send(state, call, { type: "leave" }) : stay(state);
  const { thread, callId, media } = call;
  const sinceMs = call.kind === "joined" ? call.sinceMs : undefined;
  const ended: GroupCall = {
    kind: "ended",
    thread,
    callId,
    media,
    how,
    ...(sinceMs !== undefined && { durationMs: Math.max(0, nowMs - sinceMs) }),
  };
  return [{ ...said, call: ended }, [{ kind: "close" }, ...telling]];
}

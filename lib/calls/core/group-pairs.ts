/** The ways from this device to each of the others in its call. */

import {
  AWAY_FOR_MS,
  DISCONNECTED_FOR_MS,
  LOST_AFTER_MS,
  MAX_RESTARTS,
  RESTART_EVERY_MS,
} from "./call-steps.ts";
import type {
  GroupEffect,
  GroupEvent,
  GroupMoment,
  GroupStep,
  GroupsState,
  JoinedCall,
  Pair,
} from "./group-state.ts";
import {
  chain,
  end,
  membersOf,
  newPair,
  onPair,
  PAIRS_WITHIN_MS,
  patienceMs,
  send,
  stay,
  tellJoin,
  withoutPair,
  withPair,
} from "./group-steps.ts";
import type { Member } from "./room.ts";
import type { Description, PartyId } from "./signal.ts";

type Event<Kind extends GroupEvent["kind"]> = Extract<GroupEvent, { kind: Kind }>;

/** Who left and said so here says it in the group too, if they still can. */
const PARTED_FOR_MS = 15_000;
/** A path that was not found is looked for again, first after so long. */
const PROBES_AFTER_MS = 30_000;
const PROBES_AT_LEAST_EVERY_MS = 8 * 60_000;
/** Who is not known to be in the call is not believed that somebody else is gone. */
const ASKS_AGAIN_MS = 5_000;

/** As many ways as there are others in the call: one to who has come, none to who is out. */
export function pairUp(state: GroupsState, { nowMs }: GroupMoment): GroupStep {
  const { call } = state;
  if (call.kind !== "joined") return stay(state);
  const members = membersOf(state, call);
  const others = members.filter(({ inboxId }) => inboxId !== state.self);
  const parties = new Set(others.map(({ party }) => party));
  const out = [...call.pairs.keys()].filter((to) => !parties.has(to));
  const dropped = out.reduce<JoinedCall>(withoutPair, call);
  const parting = out.map((to): GroupEffect => ({ kind: "part", to }));
  const unpaired = others.filter(({ party }) => !dropped.pairs.has(party));
  return chain(
    [{ ...state, call: dropped }, parting],
    ...unpaired.map((member) => (next: GroupsState) => meet(next, member, nowMs)),
    (next) => countAlone(next, others.length === 0, nowMs),
  );
}

function countAlone(state: GroupsState, isAlone: boolean, nowMs: number): GroupStep {
  const { call } = state;
  if (call.kind !== "joined") return stay(state);
  const { aloneSinceMs = nowMs, ...rest } = call;
  const counts = isAlone && call.sinceMs !== undefined;
  return stay({ ...state, call: { ...rest, ...(counts && { aloneSinceMs }) } });
}

/** Of two, the one that came in later offers; where it did not know of the other, the earlier one. */
function meet(state: GroupsState, member: Member, nowMs: number): GroupStep {
  const { call } = state;
  if (call.kind !== "joined") return stay(state);
  const { party: to, inboxId, offeredTo } = member;
  const deadlineMs = nowMs + PAIRS_WITHIN_MS;
  const early = call.early.get(to);
  if (early?.from === inboxId) {
    const { turn, description } = early;
    const pair = newPair(inboxId, { turn, isHeard: true, deadlineMs });
    return answer(state, forget(withPair(call, to, pair), to), to, description);
  }
  const members = membersOf(state, call).map(({ party }) => party);
  const own = members.indexOf(call.party);
  const comesFromThere = offeredTo.includes(call.party) || own > members.indexOf(to);
  // Not yet known to be in it: whether this device or the other was earlier is not known either.
  if (own < 0 && !comesFromThere) return stay(state);
  if (comesFromThere)
    return stay({ ...state, call: withPair(call, to, newPair(inboxId, { deadlineMs })) });
  const pair = newPair(inboxId, { offers: true, isAsked: true, turn: 1, deadlineMs });
  return offer(state, withPair(call, to, pair), to);
}

function forget(call: JoinedCall, party: PartyId): JoinedCall {
  const early = new Map(call.early);
  early.delete(party);
  return { ...call, early };
}

function offer(state: GroupsState, call: JoinedCall, to: PartyId): GroupStep {
  const pair = call.pairs.get(to);
  if (!pair) return stay(state);
  const { inboxId, turn } = pair;
  const own = call.party;
  return [{ ...state, call }, [{ kind: "describe", own, to, inboxId, as: "offer", turn }]];
}

function answer(state: GroupsState, call: JoinedCall, to: PartyId, remote: Description): GroupStep {
  const pair = call.pairs.get(to);
  if (!pair) return stay(state);
  const { inboxId, turn } = pair;
  const own = call.party;
  return [{ ...state, call }, [{ kind: "describe", own, to, inboxId, as: "answer", turn, remote }]];
}

/** Only a later turn than all before: what belongs to an earlier one is of a path that is gone. */
export function hearOffer(
  state: GroupsState,
  call: JoinedCall,
  pair: Pair,
  said: { party: PartyId; turn: number; description: Description },
): GroupStep {
  if (pair.offers || said.turn <= pair.turn || pair.kind === "gone") return stay(state);
  const next = withPair(call, said.party, { ...pair, turn: said.turn, isHeard: true });
  return answer(state, next, said.party, said.description);
}

export function hearReply(
  state: GroupsState,
  call: JoinedCall,
  pair: Pair,
  said: { party: PartyId; turn: number; description: Description },
): GroupStep {
  if (!pair.isAsked || said.turn !== pair.turn || pair.kind === "gone") return stay(state);
  return [
    { ...state, call: withPair(call, said.party, { ...pair, isAsked: false, isHeard: true }) },
    [{ kind: "apply", to: said.party, answer: said.description }],
  ];
}

export function tellDescription(
  state: GroupsState,
  { own, to, as, turn, description }: Event<"described">,
  moment: GroupMoment,
): GroupStep {
  const { call } = state;
  if (call.kind === "entering" && call.party === own && call.awaited.has(to)) {
    const awaited = without(call.awaited, to);
    const offers = new Map(call.offers).set(to, description);
    return tellJoin({ ...state, call: { ...call, awaited, offers } }, moment);
  }
  return onPair(state, own, to, (joined, pair) => {
    if (turn !== pair.turn || pair.kind === "gone") return stay(state);
    const type = as === "offer" ? "offer" : "reply";
    return send(state, joined, { type, to, turn, description });
  });
}

function without<Each>(set: ReadonlySet<Each>, each: Each): ReadonlySet<Each> {
  const rest = new Set(set);
  rest.delete(each);
  return rest;
}

export function followTransport(
  state: GroupsState,
  { own, to, state: is }: Event<"transport">,
  { nowMs }: GroupMoment,
): GroupStep {
  return onPair(state, own, to, (call, pair) => {
    if (pair.kind === "gone") return stay(state);
    if (is === "up") return stay({ ...state, call: withPair(call, to, connected(pair)) });
    if (pair.kind === "connected") return breakPath(state, call, to, is, nowMs);
    const isDue = pair.kind === "reconnecting" && is === "failed" && pair.restarts === 0;
    return isDue && pair.offers ? restart(state, to, nowMs) : stay(state);
  });
}

function connected({ inboxId, offers, turn, isAsked, isHeard }: Pair): Pair {
  return { inboxId, offers, turn, isAsked, isHeard, kind: "connected", restarts: 0 };
}

/** A short break mends itself; who offered first offers a new path when it does not. */
function breakPath(
  state: GroupsState,
  call: JoinedCall,
  to: PartyId,
  how: "disconnected" | "failed",
  nowMs: number,
): GroupStep {
  const pair = call.pairs.get(to);
  if (!pair) return stay(state);
  const restartAtMs = how === "failed" ? nowMs : nowMs + DISCONNECTED_FOR_MS;
  const broken: Pair = {
    ...connected(pair),
    kind: "reconnecting",
    isHeard: false,
    deadlineMs: nowMs + LOST_AFTER_MS + patienceMs(state, call, to),
    ...(pair.offers && { restartAtMs }),
  };
  const next = { ...state, call: withPair(call, to, broken) };
  return how === "failed" && pair.offers ? restart(next, to, nowMs) : stay(next);
}

function restart(state: GroupsState, to: PartyId, nowMs: number): GroupStep {
  const { call } = state;
  const pair = call.kind === "joined" ? call.pairs.get(to) : undefined;
  if (call.kind !== "joined" || !pair) return stay(state);
  const { restartAtMs: _, ...rest } = pair;
  const restarts = pair.restarts + 1;
  const again = restarts < MAX_RESTARTS ? nowMs + RESTART_EVERY_MS * restarts : undefined;
  const next: Pair = {
    ...rest,
    restarts,
    turn: pair.turn + 1,
    isAsked: true,
    ...(again !== undefined && { restartAtMs: again }),
  };
  return offer(state, withPair(call, to, next), to);
}

export function hearParting(
  state: GroupsState,
  { own, to, how }: Event<"parted">,
  { nowMs }: GroupMoment,
): GroupStep {
  return onPair(state, own, to, (call, pair) => {
    const waitsMs = how === "left" ? PARTED_FOR_MS : AWAY_FOR_MS;
    const parted: Pair = {
      ...connected(pair),
      kind: how === "left" ? "gone" : "reconnecting",
      isHeard: false,
      ...(how === "away" && { isAway: true }),
      deadlineMs: nowMs + waitsMs + patienceMs(state, call, to),
    };
    return stay({ ...state, call: withPair(call, to, parted) });
  });
}

export function breakPair(
  state: GroupsState,
  { own, to }: Event<"broke">,
  moment: GroupMoment,
): GroupStep {
  const { call } = state;
  if (call.kind === "entering" && call.party === own && call.awaited.has(to)) {
    const left = withoutPair({ ...call, awaited: without(call.awaited, to) }, to);
    if (left.pairs.size === 0) return end(state, "failed", moment);
    return tellJoin({ ...state, call: left }, moment);
  }
  return onPair(state, own, to, (joined, pair) =>
    pair.kind === "gone" ? stay(state) : fail(state, joined, to, pair, moment.nowMs),
  );
}

/**
 * They are there, and no path leads to them: the others go on. It is tried again, less and less often,
 * and who does not even answer any more is gone.
 */
function fail(
  state: GroupsState,
  call: JoinedCall,
  to: PartyId,
  pair: Pair,
  nowMs: number,
): GroupStep {
  const probes = (pair.probes ?? 0) + 1;
  const againMs = nowMs + Math.min(PROBES_AFTER_MS * 2 ** (probes - 1), PROBES_AT_LEAST_EVERY_MS);
  const failed: Pair = {
    ...connected(pair),
    kind: "failed",
    isHeard: false,
    probes,
    ...(pair.offers ? { restartAtMs: againMs } : { deadlineMs: againMs + 2 * PAIRS_WITHIN_MS }),
  };
  return stay({ ...state, call: withPair(call, to, failed) });
}

function probe(state: GroupsState, to: PartyId, nowMs: number): GroupStep {
  const { call } = state;
  const pair = call.kind === "joined" ? call.pairs.get(to) : undefined;
  if (call.kind !== "joined" || !pair) return stay(state);
  const { restartAtMs: _, ...rest } = pair;
  const deadlineMs = nowMs + PAIRS_WITHIN_MS;
  const next = { ...rest, turn: pair.turn + 1, isAsked: true, deadlineMs };
  return offer(state, withPair(call, to, next), to);
}

/** What is due of one way. */
export function passTimeOfPair(state: GroupsState, to: PartyId, nowMs: number): GroupStep {
  const { call } = state;
  const pair = call.kind === "joined" ? call.pairs.get(to) : undefined;
  if (call.kind !== "joined" || !pair) return stay(state);
  const isOver = pair.deadlineMs !== undefined && nowMs >= pair.deadlineMs;
  if (!isOver) {
    const isDue = pair.restartAtMs !== undefined && nowMs >= pair.restartAtMs;
    if (!isDue) return stay(state);
    return pair.kind === "failed" ? probe(state, to, nowMs) : restart(state, to, nowMs);
  }
  // Who answers is there: what is missing is a path.
  if (pair.isHeard && pair.kind !== "gone") return fail(state, call, to, pair, nowMs);
  if (call.sinceMs === undefined) {
    const later = { ...pair, deadlineMs: nowMs + ASKS_AGAIN_MS };
    return stay({ ...state, call: withPair(call, to, later) });
  }
  const gone: Pair = { ...connected(pair), kind: "gone" };
  const [said, saying] = send(state, withPair(call, to, gone), { type: "gone", gone: to });
  return [said, [...saying, { kind: "part", to }]];
}

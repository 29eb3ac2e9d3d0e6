import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import { hearOffer, hearReply } from "./group-pairs.ts";
import type {
  EarlyOffer,
  GroupStep,
  GroupsState,
  HeardInGroup,
  JoinedCall,
} from "./group-state.ts";
import { chain, stay } from "./group-steps.ts";
import { RINGS_FOR_MS } from "./ring-time.ts";
import { roomSignal } from "./room.ts";
import { hearInRoom, NO_LOG, type RoomLog } from "./room-log.ts";
import type { PartyId } from "./signal.ts";

/** Groups whose calls are remembered. */
const ROOMS_AT_MOST = 100;
/** Offers of those who are not known to be in the call. */
const EARLY_AT_MOST = 8;

/** Takes in what was said in groups, by whatever device; what is wrong, late or double means nothing. */
export function hearAll(state: GroupsState, heard: readonly HeardInGroup[]): GroupStep {
  return chain(
    stay(state),
    ...heard.map(
      (each) => (next: GroupsState) => chain(hearRoom(next, each), (then) => hearWay(then, each)),
    ),
  );
}

/** Who is in the call now, and whether it rings here. */
function hearRoom(state: GroupsState, heard: HeardInGroup): GroupStep {
  const signal = roomSignal(heard);
  if (!signal) return stay(state);
  const { thread, from, atMs, mayRing } = heard;
  const before = state.rooms.get(thread) ?? NO_LOG;
  const log = hearInRoom(before, signal);
  const next = log === before ? state : { ...state, rooms: withRoom(state, thread, log) };
  const { room } = log.now;
  const begins = signal.type === "join" && room?.by === from && room.beganAtMs === atMs;
  if (!begins || room.callId !== signal.callId || !mayRing || from === state.self || state.ring)
    return stay(next);
  const { callId, media } = room;
  const ring = { thread, callId, media, by: from, untilMs: atMs + RINGS_FOR_MS };
  return stay({ ...next, ring });
}

/** With the one that was heard of last at the end; that of this device's call stays. */
function withRoom({ rooms, call }: GroupsState, thread: ThreadKey, log: RoomLog) {
  const next = new Map(rooms);
  next.delete(thread);
  next.set(thread, log);
  const own = call.kind === "idle" ? undefined : call.thread;
  const oldest = [...next.keys()].find((each) => each !== own);
  if (next.size > ROOMS_AT_MOST && oldest) next.delete(oldest);
  return next;
}

/** What the two of a pair tell each other. */
function hearWay(state: GroupsState, { signal, from, thread }: HeardInGroup): GroupStep {
  const { call } = state;
  const isOfCall =
    call.kind === "joined" && call.thread === thread && call.callId === signal.callId;
  if (!isOfCall || signal.party === call.party) return stay(state);
  const { party } = signal;
  const known = call.pairs.get(party);
  const pair = known?.inboxId === from ? known : undefined;
  switch (signal.type) {
    case "join": {
      const { description } = signal.offers.find(({ to }) => to === call.party) ?? {};
      if (!description || known) return stay(state);
      return keepEarly(state, call, party, { from, turn: 0, description });
    }
    case "offer": {
      if (signal.to !== call.party) return stay(state);
      const { turn, description } = signal;
      if (pair) return hearOffer(state, call, pair, signal);
      return known ? stay(state) : keepEarly(state, call, party, { from, turn, description });
    }
    case "reply":
      return pair && signal.to === call.party ? hearReply(state, call, pair, signal) : stay(state);
    case "ice": {
      if (!pair || signal.to !== call.party) return stay(state);
      const { candidates } = signal;
      return [state, [{ kind: "add-candidates", to: party, candidates }]];
    }
    default:
      return stay(state);
  }
}

/** The last of somebody counts, and of all only so many. */
function keepEarly(
  state: GroupsState,
  call: JoinedCall,
  party: PartyId,
  offer: EarlyOffer,
): GroupStep {
  const known = call.early.get(party);
  if (known && known.turn > offer.turn) return stay(state);
  const early = new Map(call.early);
  early.delete(party);
  const kept = new Map([...early, [party, offer] as const].slice(-EARLY_AT_MOST));
  return stay({ ...state, call: { ...call, early: kept } });
}

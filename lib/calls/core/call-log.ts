import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { CallMedia, CallOutcome, GroupCallOutcome } from "./call-outcome.ts";
import { firstOf, partsBefore } from "./call-parts.ts";
import { RINGS_FOR_MS } from "./ring-time.ts";
import { foldRoom, isOpen, lastedMs, NO_ROOM, type Room, roomSignal } from "./room.ts";
import type { CallId, HeardSignal, PartyId } from "./signal.ts";

/** A call as one row of its thread. */
export type CallRow = {
  callId: CallId;
  /** Who called, and on which device. */
  party: PartyId;
  by: InboxId;
  media: CallMedia;
  /** The network's time of the invitation. */
  atMs: number;
  outcome: CallOutcome;
  group?: GroupCallOutcome;
};

/** Who looks, and when by the network's time. */
type Seen = { self: InboxId; nowMs: number };

/**
 * Folds what was said of calls in a thread, in the order of the network, into one row a call. A call
 * whose invitation is not there is none: anybody can end what never was. One that goes on with another
 * is of that one's row.
 */
export function callRows(heard: readonly HeardSignal[], seen: Seen): CallRow[] {
  const parts = new Map<CallId, HeardSignal[]>();
  for (const item of heard) {
    const { callId } = item.signal;
    const known = parts.get(callId);
    if (known) known.push(item);
    else parts.set(callId, [item]);
  }
  const before = partsBefore(heard);
  const rows = new Map<CallId, CallRow>();
  for (const [callId, said] of parts) {
    const part = rowOf(said, seen.nowMs);
    if (!part) continue;
    const first = rows.get(firstOf(callId, before));
    if (first) first.outcome = outcomeOfBoth(first.outcome, part.outcome);
    else rows.set(callId, part);
  }
  return [...rows.values(), ...groupRows(heard, seen)];
}

/** A join that begins nothing is in the row of the call that it came into. */
function groupRows(heard: readonly HeardSignal[], seen: Seen): CallRow[] {
  const rooms = new Map<CallId, Room>();
  const signals = heard.flatMap((each) => roomSignal(each) ?? []);
  signals.reduce((state, signal) => {
    const next = foldRoom(state, signal);
    if (next.room) rooms.set(next.room.callId, next.room);
    return next;
  }, NO_ROOM);
  return [...rooms.values()].map((room) => groupRow(room, seen));
}

function groupRow(room: Room, { self, nowMs }: Seen): CallRow {
  const { callId, by, media, beganAtMs: atMs, byParty: party, people } = room;
  const durationMs = lastedMs(room, nowMs);
  const lasted = durationMs === undefined ? {} : { durationMs };
  const wasIn = durationMs !== undefined && people.includes(self);
  const over: CallOutcome = wasIn ? { kind: "answered", ...lasted } : { kind: "missed" };
  const isOn = isOpen(room, nowMs);
  const outcome: CallOutcome = isOn ? { kind: "open" } : over;
  const group = { callId, people, ...(!isOn && lasted) };
  return { callId, party, by, media, atMs, outcome, group };
}

/** The later part tells how long all of it was. Where it came to nothing, the first was a call all the same. */
function outcomeOfBoth(first: CallOutcome, later: CallOutcome): CallOutcome {
  const wasOn = first.kind === "answered" || first.kind === "open";
  if (later.kind === "open" || !wasOn) return later;
  const durations = [first, later].flatMap((each) =>
    each.kind === "answered" && each.durationMs !== undefined ? [each.durationMs] : [],
  );
  return { kind: "answered", ...(durations.length > 0 && { durationMs: Math.max(...durations) }) };
}

function rowOf(said: readonly HeardSignal[], nowMs: number): CallRow | undefined {
  const invite = said.find(({ signal }) => signal.type === "invite");
  if (invite?.signal.type !== "invite") return undefined;
  const { callId, party, media } = invite.signal;
  const { from: by, atMs } = invite;
  return { callId, party, by, media, atMs, outcome: outcomeOf(said, invite, nowMs) };
}

function outcomeOf(said: readonly HeardSignal[], invite: HeardSignal, nowMs: number): CallOutcome {
  const isAnswered = said.some(({ signal }) => signal.type === "answer");
  const ends = said.flatMap(({ signal, from }) =>
    signal.type === "end" ? [{ ...signal, from }] : [],
  );
  if (isAnswered) {
    const over = ends.find(({ reason }) => reason !== "declined" && reason !== "busy");
    if (!over) return { kind: "open" };
    if (over.reason === "failed" && over.durationMs === undefined) return { kind: "failed" };
    const { durationMs } = over;
    return { kind: "answered", ...(durationMs !== undefined && { durationMs }) };
  }
  const [first] = ends;
  if (first) return unanswered(first.reason, first.from === invite.from);
  return nowMs < invite.atMs + RINGS_FOR_MS ? { kind: "open" } : { kind: "missed" };
}

function unanswered(reason: string, isByCaller: boolean): CallOutcome {
  if (reason === "busy") return { kind: "busy" };
  if (reason === "cancelled" && isByCaller) return { kind: "cancelled" };
  if (reason === "timeout") return { kind: "missed" };
  if (reason === "failed" || reason === "lost") return { kind: "failed" };
  return { kind: isByCaller ? "cancelled" : "declined" };
}

import type {
  Call,
  CallEffect,
  CallEnd,
  CallFacts,
  CallStep,
  CallsState,
  ConnectedCall,
  ConnectingCall,
  LiveCall,
  ReconnectingCall,
} from "./call-state.ts";
import type { CallId, CallSignal, EndReason, SaidSignal } from "./signal.ts";

/** From taking a call until media may flow. */
export const CONNECTS_WITHIN_MS = 20_000;
/** A path that is down for less mends itself. */
export const DISCONNECTED_FOR_MS = 1_500;
/** Between two offers of a new path, growing with each. */
export const RESTART_EVERY_MS = 4_000;
export const MAX_RESTARTS = 3;
/** Between two searches for a direct way, where a call went over to a relay. */
export const SEEKS_DIRECT_EVERY_MS = 30_000;
/** A call whose path is away for so long is over. */
export const LOST_AFTER_MS = 30_000;
/** A call whose other side's page went away, and said so: it may be loaded anew. */
export const AWAY_FOR_MS = 30_000;
/** So long it is remembered that a call is over. */
export const REMEMBERED_FOR_MS = 24 * 3_600_000;
/** Of what was said and is over, the last so many: who says more fills no memory. */
export const REMEMBERED_AT_MOST = 1_000;

export function stay(state: CallsState): CallStep {
  return [state, []];
}

export function wake(atMs: number): CallEffect {
  return { kind: "wake", atMs };
}

export function isLive(call: Call): call is LiveCall {
  return call.kind !== "idle" && call.kind !== "ended";
}

export type PairedCall = ConnectingCall | ConnectedCall | ReconnectingCall;

export function isPaired(call: Call): call is PairedCall {
  return call.kind === "connecting" || call.kind === "connected" || call.kind === "reconnecting";
}

/** Does it where that call is with one other device now. */
export function onWay(
  state: CallsState,
  callId: CallId,
  step: (call: PairedCall) => CallStep,
): CallStep {
  const { call } = state;
  return isPaired(call) && call.callId === callId ? step(call) : stay(state);
}

export function send(
  state: CallsState,
  { callId, thread }: Pick<CallFacts, "callId" | "thread">,
  said: SaidSignal,
): CallStep {
  const signal = { callId, party: state.self.party, seq: state.seq, ...said } as CallSignal;
  return [{ ...state, seq: state.seq + 1 }, [{ kind: "send", thread, signal }]];
}

/** Remembers that a call is over. */
export function close(state: CallsState, callId: CallId, nowMs: number): CallsState {
  return { ...state, over: remember(state.over, callId, nowMs) };
}

/** With `key`, and without what is old or too much. */
export function remember<Key>(
  memory: ReadonlyMap<Key, number>,
  key: Key,
  nowMs: number,
): ReadonlyMap<Key, number> {
  const kept = [...memory].filter(([, untilMs]) => untilMs > nowMs);
  const room = kept.slice(-(REMEMBERED_AT_MOST - 1));
  return new Map(room).set(key, nowMs + REMEMBERED_FOR_MS);
}

/** Ends the call that has this device, and lets ring who waits. Tells the other side where they can't know. */
export function end(
  state: CallsState,
  how: CallEnd,
  nowMs: number,
  tell?: { reason: EndReason },
): CallStep {
  const { call } = state;
  if (!isLive(call)) return stay(state);
  const { callId, thread, peer, media } = call;
  const facts = { callId, thread, peer, media };
  const durationMs = "sinceMs" in call ? Math.max(0, nowMs - call.sinceMs) : undefined;
  const lasted = durationMs === undefined ? {} : { durationMs };
  const closed = close(
    { ...state, call: { kind: "ended", ...facts, how, ...lasted } },
    callId,
    nowMs,
  );
  const [told, telling] = tell
    ? send(closed, facts, { type: "end", ...tell, ...lasted })
    : stay(closed);
  const stopping: CallEffect =
    call.kind === "incoming" ? { kind: "hush", callId } : { kind: "close", callId };
  const [next, ringing] = ringNext(told, nowMs);
  return [next, [stopping, ...telling, ...ringing]];
}

/** Who waited rings now, where nothing has this device any more. */
export function ringNext(state: CallsState, nowMs: number): CallStep {
  const { waiting, ...alone } = state;
  if (!waiting || isLive(state.call) || nowMs >= waiting.expiresAtMs) return stay(state);
  return [{ ...alone, call: waiting }, [{ kind: "ring", callId: waiting.callId }]];
}

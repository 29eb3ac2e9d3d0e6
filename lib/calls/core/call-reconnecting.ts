import type {
  CallEffect,
  CallEvent,
  CallStep,
  CallsState,
  ConnectedCall,
  ReconnectingCall,
} from "./call-state.ts";
import {
  AWAY_FOR_MS,
  DISCONNECTED_FOR_MS,
  LOST_AFTER_MS,
  MAX_RESTARTS,
  onWay,
  RESTART_EVERY_MS,
  SEEKS_DIRECT_EVERY_MS,
  stay,
  wake,
} from "./call-steps.ts";

/** A short break mends itself; the caller offers a new path when it does not. */
export function breakPath(
  state: CallsState,
  call: ConnectedCall,
  how: "disconnected" | "failed",
  nowMs: number,
): CallStep {
  const restartAtMs = how === "failed" ? nowMs : nowMs + DISCONNECTED_FOR_MS;
  const broken: ReconnectingCall = {
    ...call,
    kind: "reconnecting",
    endsAtMs: nowMs + LOST_AFTER_MS,
    restarts: 0,
    ...(call.role === "caller" && { restartAtMs }),
  };
  const lost = wake(nowMs + LOST_AFTER_MS);
  if (call.role === "callee") return [{ ...state, call: broken }, [lost]];
  if (how === "disconnected") return [{ ...state, call: broken }, [wake(restartAtMs), lost]];
  const [restarted, effects] = restart(state, broken, nowMs);
  return [restarted, [...effects, lost]];
}

/** Nobody is there to be offered a new path: they call again, or do not come back. */
export function awaitReturn(
  state: CallsState,
  call: ConnectedCall | ReconnectingCall,
  nowMs: number,
): CallStep {
  const { callId, thread, peer, media, role, peerParty, commitment, sinceMs } = call;
  const facts = { callId, thread, peer, media, role, peerParty, commitment, sinceMs };
  const endsAtMs = nowMs + AWAY_FOR_MS;
  const away: ReconnectingCall = {
    kind: "reconnecting",
    ...facts,
    isAway: true,
    endsAtMs,
    restarts: MAX_RESTARTS,
  };
  return [{ ...state, call: away }, [wake(endsAtMs)]];
}

export function restart(state: CallsState, call: ReconnectingCall, nowMs: number): CallStep {
  const { restartAtMs: _, ...rest } = call;
  const restarts = call.restarts + 1;
  const again = restarts < MAX_RESTARTS ? nowMs + RESTART_EVERY_MS * restarts : undefined;
  const next: ReconnectingCall = {
    ...rest,
    restarts,
    ...(again !== undefined && { restartAtMs: again }),
  };
  const { callId, media } = call;
  const effects: CallEffect[] = [{ kind: "describe", callId, as: "restart-offer", media }];
  if (again !== undefined) effects.push(wake(again));
  return [{ ...state, call: next, turn: state.turn + 1 }, effects];
}

/**
 * A device that comes to another network is found by its relay there, and by no other way: nobody was
 * told of its addresses. Where the call was direct before, the caller offers them once.
 */
export function followWay(
  state: CallsState,
  { callId, isDirect }: Extract<CallEvent, { kind: "way" }>,
  nowMs: number,
): CallStep {
  return onWay(state, callId, (call) => {
    if (call.kind !== "connected" || call.role !== "caller") return stay(state);
    const { isDirect: wasDirect = false, ...relayed } = call;
    if (isDirect === wasDirect) return stay(state);
    if (isDirect) return [{ ...state, call: { ...call, isDirect } }, []];
    const { soughtAtMs = Number.NEGATIVE_INFINITY, media } = call;
    if (nowMs < soughtAtMs + SEEKS_DIRECT_EVERY_MS) return [{ ...state, call: relayed }, []];
    const next = { ...state, call: { ...relayed, soughtAtMs: nowMs }, turn: state.turn + 1 };
    return [next, [{ kind: "describe", callId, as: "restart-offer", media }]];
  });
}

import type { InboxId } from "@/lib/identity/core/ids.ts";
import { catchUp } from "./call-catch-up.ts";
import { hearSignal } from "./call-hearing.ts";
import { awaitReturn, breakPath, followWay, restart } from "./call-reconnecting.ts";
import type { Call, CallEvent, CallStep, CallsState, ConnectedCall } from "./call-state.ts";
import {
  CONNECTS_WITHIN_MS,
  close,
  end,
  isLive,
  onWay,
  type PairedCall,
  ringNext,
  send,
  stay,
  wake,
} from "./call-steps.ts";
import { RINGS_FOR_MS } from "./ring-time.ts";
import type { PartyId } from "./signal.ts";

export function noCalls(self: { inboxId: InboxId; party: PartyId }): CallsState {
  return { self, call: { kind: "idle" }, over: new Map(), heard: new Map(), seq: 0, turn: 0 };
}

/**
 * The machine of calls between two people: at most one call has this device, and none rings after
 * its end. `nowMs` is the network's time, which its signals carry: devices' clocks are wrong.
 *
 * The callee offers: an invitation holds no address, so a call that nobody takes tells where nobody
 * is, and the device that accepts chooses itself. An event that means nothing now changes nothing.
 */
export function stepCalls(state: CallsState, event: CallEvent, nowMs: number): CallStep {
  switch (event.kind) {
    case "call":
      return begin(state, event, nowMs);
    case "signal":
      return hearSignal(state, event, nowMs);
    case "caught-up":
      return catchUp(state, event.heard, nowMs);
    case "accept":
      return state.call.kind === "incoming"
        ? take(state, { ...state.call, media: event.media }, nowMs)
        : stay(state);
    case "decline":
      return state.call.kind === "incoming"
        ? end(state, "declined", nowMs, { reason: "declined" })
        : stay(state);
    case "hang-up":
      return hangUp(state, nowMs);
    case "accept-waiting":
      return acceptWaiting(state, event.media, nowMs);
    case "decline-waiting":
      return declineWaiting(state, nowMs);
    case "described":
      return tellDescription(state, event);
    case "late-candidates":
      return onWay(state, event.callId, (call) =>
        send(state, call, { type: "ice", to: call.peerParty, candidates: event.candidates }),
      );
    case "transport":
      return followTransport(state, event, nowMs);
    case "way":
      return followWay(state, event, nowMs);
    case "left":
      return onWay(state, event.callId, () => end(state, "hung-up", nowMs));
    case "away":
      return onWay(state, event.callId, (call) =>
        call.kind === "connecting" ? stay(state) : awaitReturn(state, call, nowMs),
      );
    case "broke":
      return isLive(state.call) && state.call.callId === event.callId
        ? end(state, "failed", nowMs, { reason: "failed" })
        : stay(state);
    case "dismiss":
      return state.call.kind === "ended" ? [{ ...state, call: { kind: "idle" } }, []] : stay(state);
    case "time":
      return passTime(state, nowMs);
  }
}

function begin(
  state: CallsState,
  { facts, commitment, rejoins }: Extract<CallEvent, { kind: "call" }>,
  nowMs: number,
): CallStep {
  if (isLive(state.call)) return stay(state);
  const expiresAtMs = nowMs + RINGS_FOR_MS;
  const again = rejoins && { beganAtMs: rejoins.sinceMs };
  const call = { kind: "outgoing", ...facts, commitment, expiresAtMs, ...again } as const;
  const [sent, effects] = send({ ...state, call }, facts, {
    type: "invite",
    media: facts.media,
    commitment,
    ...(rejoins && { rejoins: rejoins.callId }),
  });
  return [sent, [...effects, wake(expiresAtMs)]];
}

/** Takes a call that rings: offers to whoever called. */
function take(
  state: CallsState,
  { kind: _, party, expiresAtMs: __, ...facts }: Extract<Call, { kind: "incoming" }>,
  nowMs: number,
): CallStep {
  const failsAtMs = nowMs + CONNECTS_WITHIN_MS;
  const call: Call = {
    kind: "connecting",
    ...facts,
    role: "callee",
    peerParty: party,
    failsAtMs,
  };
  const { callId, media } = facts;
  return [
    { ...state, call, turn: 0 },
    [{ kind: "hush", callId }, { kind: "describe", callId, as: "offer", media }, wake(failsAtMs)],
  ];
}

function hangUp(state: CallsState, nowMs: number): CallStep {
  switch (state.call.kind) {
    case "outgoing":
      return end(state, "cancelled", nowMs, { reason: "cancelled" });
    case "incoming":
      return end(state, "declined", nowMs, { reason: "declined" });
    case "connecting":
    case "connected":
    case "reconnecting":
      return end(state, "hung-up", nowMs, { reason: "hangup" });
    default:
      return stay(state);
  }
}

function acceptWaiting(
  state: CallsState,
  media: Extract<CallEvent, { kind: "accept-waiting" }>["media"],
  nowMs: number,
): CallStep {
  const { waiting } = state;
  if (!waiting) return stay(state);
  const { waiting: _, ...alone } = state;
  const [free, ending] = hangUp(alone, nowMs);
  const [taken, taking] = take(free, { ...waiting, media }, nowMs);
  return [taken, [...ending, ...taking]];
}

function declineWaiting(state: CallsState, nowMs: number): CallStep {
  const { waiting, ...alone } = state;
  if (!waiting) return stay(state);
  const [sent, effects] = send(close(alone, waiting.callId, nowMs), waiting, {
    type: "end",
    reason: "busy",
  });
  return [sent, [{ kind: "hush", callId: waiting.callId }, ...effects]];
}

function tellDescription(
  state: CallsState,
  { callId, of, description, nonce }: Extract<CallEvent, { kind: "described" }>,
): CallStep {
  return onWay(state, callId, (call) => {
    const to = call.peerParty;
    const { turn } = state;
    switch (of) {
      case "offer":
        if (call.role !== "callee" || call.kind !== "connecting") return stay(state);
        return send(state, call, { type: "accept", media: call.media, offer: description });
      case "answer":
        if (call.role !== "caller" || call.kind !== "connecting") return stay(state);
        return send(state, call, { type: "answer", to, answer: description, nonce: nonce ?? "" });
      case "restart-offer":
        return send(state, call, { type: "restart", to, turn, kind: "offer", description });
      case "restart-answer":
        return send(state, call, { type: "restart", to, turn, kind: "answer", description });
    }
  });
}

function followTransport(
  state: CallsState,
  event: Extract<CallEvent, { kind: "transport" }>,
  nowMs: number,
): CallStep {
  return onWay(state, event.callId, (call) => {
    if (event.state === "up") {
      if (call.kind === "connected") return stay(state);
      const { beganAtMs = nowMs } = call.kind === "connecting" ? call : { beganAtMs: call.sinceMs };
      return [{ ...state, call: toConnected(call, beganAtMs) }, []];
    }
    // While it is connecting its own time runs: ICE may still find another pair.
    if (call.kind === "connecting") return stay(state);
    if (call.kind === "connected") return breakPath(state, call, event.state, nowMs);
    const isDue = event.state === "failed" && call.restarts === 0 && call.role === "caller";
    return isDue ? restart(state, call, nowMs) : stay(state);
  });
}

function toConnected(call: PairedCall, sinceMs: number): ConnectedCall {
  const { callId, thread, peer, media, role, peerParty, commitment } = call;
  return { kind: "connected", callId, thread, peer, media, role, peerParty, commitment, sinceMs };
}

/** Alarms ring late and for what is over: only what is due counts. */
function passTime(state: CallsState, nowMs: number): CallStep {
  const { waiting, ...alone } = state;
  const isOver = waiting !== undefined && nowMs >= waiting.expiresAtMs;
  const [next, effects] = passTimeOfCall(
    isOver ? close(alone, waiting.callId, nowMs) : state,
    nowMs,
  );
  return isOver ? [next, [{ kind: "hush", callId: waiting.callId }, ...effects]] : [next, effects];
}

function passTimeOfCall(state: CallsState, nowMs: number): CallStep {
  const { call } = state;
  switch (call.kind) {
    case "outgoing":
      if (nowMs < call.expiresAtMs) return stay(state);
      return end(state, "no-answer", nowMs, { reason: "timeout" });
    case "incoming":
      return nowMs < call.expiresAtMs ? stay(state) : end(state, "missed", nowMs);
    case "connecting":
      if (nowMs < call.failsAtMs) return stay(state);
      return end(state, "failed", nowMs, { reason: "failed" });
    case "reconnecting":
      if (nowMs >= call.endsAtMs) {
        return end(state, call.isAway ? "gone" : "lost", nowMs, { reason: "lost" });
      }
      if (call.restartAtMs === undefined || nowMs < call.restartAtMs) return stay(state);
      return restart(state, call, nowMs);
    default:
      return ringNext(state, nowMs);
  }
}

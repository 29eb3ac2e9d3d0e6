import type { CallEvent, CallStep, CallsState, IncomingCall } from "./call-state.ts";
import {
  CONNECTS_WITHIN_MS,
  close,
  end,
  isLive,
  isPaired,
  onWay,
  remember,
  send,
  stay,
  wake,
} from "./call-steps.ts";
import { opensCommitment } from "./commitment.ts";
import { RINGS_FOR_MS } from "./ring-time.ts";
import type { CallId, HeardSignal } from "./signal.ts";

type Heard = Omit<Extract<CallEvent, { kind: "signal" }>, "kind">;
type Signal<Type extends HeardSignal["signal"]["type"]> = Extract<
  HeardSignal["signal"],
  { type: Type }
>;

/** Takes one signal in, from whatever device; what comes twice, late or from elsewhere means nothing. */
export function hearSignal(state: CallsState, { heard, mayRing }: Heard, nowMs: number): CallStep {
  const { signal, from } = heard;
  const isEcho = from === state.self.inboxId && signal.party === state.self.party;
  const name = `${signal.callId} ${signal.party} ${signal.type} ${signal.seq}`;
  if (isEcho || state.heard.has(name)) return stay(state);
  const isOwn = from === state.self.inboxId;
  // Nothing is even remembered of what strangers say.
  const about = (signal.type === "invite" && signal.rejoins) || signal.callId;
  if (!isOwn && !mayRing && !concerns(state, about)) return stay(state);
  const remembered = { ...state, heard: remember(state.heard, name, nowMs) };
  if (isOwn) return hearOwnDevice(remembered, heard, nowMs);
  if (signal.type === "invite") return invited(remembered, heard, signal, mayRing, nowMs);
  return hearPeer(remembered, heard, nowMs);
}

/** Whether it is the call that this device has, or that waits. */
function concerns({ call, waiting }: CallsState, callId: CallId): boolean {
  return waiting?.callId === callId || (isLive(call) && call.callId === callId);
}

/** Another device of one's own took the call, or wants none of it. */
function hearOwnDevice(state: CallsState, { signal }: HeardSignal, nowMs: number): CallStep {
  if (signal.type !== "accept" && signal.type !== "end") return stay(state);
  const { call, waiting } = state;
  const how = signal.type === "accept" ? "answered-elsewhere" : "declined-elsewhere";
  if (waiting?.callId === signal.callId) return dropWaiting(state, nowMs);
  if (!isLive(call) || call.callId !== signal.callId) {
    return [close(state, signal.callId, nowMs), []];
  }
  if (call.kind === "incoming") return end(state, how, nowMs);
  const isUndecided = call.kind === "connecting" && call.role === "callee";
  // Which of the two the caller heard first is not known: this one gives way, and says so.
  return isUndecided && signal.type === "end"
    ? end(state, how, nowMs, { reason: "hangup" })
    : stay(state);
}

function invited(
  state: CallsState,
  { from, thread, atMs }: HeardSignal,
  { callId, party, media, commitment, rejoins }: Signal<"invite">,
  mayRing: boolean,
  nowMs: number,
): CallStep {
  const expiresAtMs = atMs + RINGS_FOR_MS;
  const { call, waiting } = state;
  const facts = { callId, thread, peer: from, media, party, commitment, expiresAtMs };
  const incoming: IncomingCall = { kind: "incoming", ...facts };
  if (state.over.has(callId)) return stay(state);
  if (rejoins)
    return isWith(call, rejoins, incoming) ? rejoin(state, incoming, nowMs) : stay(state);
  if (!mayRing) return stay(state);
  if (nowMs >= expiresAtMs) return [close(state, callId, nowMs), []];
  if (!isLive(call)) {
    return [{ ...state, call: incoming }, [{ kind: "ring", callId }, wake(expiresAtMs)]];
  }
  if (call.callId === callId || waiting?.callId === callId) return stay(state);
  if (call.kind === "outgoing" && call.peer === from && call.thread === thread) {
    return meet(state, incoming, nowMs);
  }
  if (waiting) return send(close(state, callId, nowMs), incoming, { type: "end", reason: "busy" });
  return [{ ...state, waiting: incoming }, [{ kind: "ring", callId }, wake(expiresAtMs)]];
}

/** Both call each other: the invitation of the smaller inbox id stands, and is taken at once. */
function meet(state: CallsState, theirs: IncomingCall, nowMs: number): CallStep {
  if (state.self.inboxId < theirs.peer) return [close(state, theirs.callId, nowMs), []];
  const { call } = state;
  if (call.kind !== "outgoing") return stay(state);
  const [replaced, ending] = end(state, "replaced", nowMs, { reason: "cancelled" });
  const [next, taking] = take(replaced, { ...theirs, media: call.media }, nowMs);
  return [next, [...ending, ...taking]];
}

/** Whether a call is that one, and with whom sends the invitation. */
function isWith(call: CallsState["call"], callId: CallId, { peer, thread }: IncomingCall): boolean {
  return isPaired(call) && call.callId === callId && call.peer === peer && call.thread === thread;
}

/** Their page was loaded anew: the same call goes on over another connection, and nobody is asked. */
function rejoin(state: CallsState, theirs: IncomingCall, nowMs: number): CallStep {
  const { waiting, ...alone } = state;
  const { call } = alone;
  if (!isPaired(call)) return stay(state);
  const [replaced, ending] = end(alone, "replaced", nowMs, { reason: "lost" });
  const [taken, taking] = take(replaced, { ...theirs, media: call.media }, nowMs);
  const { beganAtMs } = call.kind === "connecting" ? call : { beganAtMs: call.sinceMs };
  const goesOn = { ...taken.call, ...(beganAtMs !== undefined && { beganAtMs }) } as typeof call;
  const kept = ending.map((effect) =>
    effect.kind === "close" ? { ...effect, keepsMedia: true as const } : effect,
  );
  const next = { ...taken, call: goesOn, ...(waiting && { waiting }) };
  return [next, [...kept, ...taking]];
}

/** Offers to whoever called. */
function take(state: CallsState, theirs: IncomingCall, nowMs: number): CallStep {
  const failsAtMs = nowMs + CONNECTS_WITHIN_MS;
  const { kind: _, party: peerParty, expiresAtMs: __, ...facts } = theirs;
  const call = { kind: "connecting", ...facts, role: "callee", peerParty, failsAtMs } as const;
  const { callId, media } = facts;
  return [
    { ...state, call, turn: 0 },
    [{ kind: "describe", callId, as: "offer", media }, wake(failsAtMs)],
  ];
}

function hearPeer(state: CallsState, heard: HeardSignal, nowMs: number): CallStep {
  const { signal, from, thread } = heard;
  const { call, waiting } = state;
  if (waiting?.callId === signal.callId) {
    const isTheirs = waiting.peer === from && waiting.party === signal.party;
    return isTheirs && signal.type === "end" ? dropWaiting(state, nowMs) : stay(state);
  }
  const isThis = isLive(call) && call.callId === signal.callId;
  if (!isThis) {
    // Its invitation may come after its end: it must not ring then.
    return signal.type === "end" ? [close(state, signal.callId, nowMs), []] : stay(state);
  }
  if (call.peer !== from || call.thread !== thread) return stay(state);
  switch (signal.type) {
    case "accept":
      return accepted(state, signal, nowMs);
    case "answer":
      return answered(state, signal, nowMs);
    case "ice":
      return onWay(state, signal.callId, ({ callId, peerParty }) =>
        peerParty === signal.party && signal.to === state.self.party
          ? [state, [{ kind: "add-candidates", callId, candidates: signal.candidates }]]
          : stay(state),
      );
    case "restart":
      return restarted(state, signal);
    case "end":
      return ended(state, signal, nowMs);
    default:
      return stay(state);
  }
}

function dropWaiting(state: CallsState, nowMs: number): CallStep {
  const { waiting, ...alone } = state;
  if (!waiting) return stay(state);
  const { callId } = waiting;
  return [close(alone, callId, nowMs), [{ kind: "hush", callId }]];
}

/** The first device that takes the call has it. */
function accepted(
  state: CallsState,
  { callId, party, offer }: Signal<"accept">,
  nowMs: number,
): CallStep {
  const { call } = state;
  if (call.kind !== "outgoing") return stay(state);
  const { kind: _, expiresAtMs: __, ...facts } = call;
  const failsAtMs = nowMs + CONNECTS_WITHIN_MS;
  return [
    {
      ...state,
      call: { kind: "connecting", ...facts, role: "caller", peerParty: party, failsAtMs },
      turn: 0,
    },
    [
      { kind: "describe", callId, as: "answer", media: facts.media, remote: offer },
      wake(failsAtMs),
    ],
  ];
}

function answered(state: CallsState, signal: Signal<"answer">, nowMs: number): CallStep {
  const { call, self } = state;
  const isExpected =
    call.kind === "connecting" && call.role === "callee" && call.peerParty === signal.party;
  if (!isExpected) return stay(state);
  if (signal.to !== self.party) return end(state, "answered-elsewhere", nowMs);
  if (!opensCommitment(call.commitment, signal)) {
    return end(state, "failed", nowMs, { reason: "failed" });
  }
  return [state, [{ kind: "apply", callId: call.callId, answer: signal.answer }]];
}

/** Only a later turn than all before: an offer or an answer of an earlier one is of a path that is gone. */
function restarted(state: CallsState, signal: Signal<"restart">): CallStep {
  const { callId, turn, description } = signal;
  return onWay(state, callId, (call) => {
    const isForHere = signal.to === state.self.party && signal.party === call.peerParty;
    if (!isForHere || call.kind === "connecting") return stay(state);
    if (signal.kind === "answer") {
      const isAwaited = call.role === "caller" && turn === state.turn;
      return isAwaited ? [state, [{ kind: "apply", callId, answer: description }]] : stay(state);
    }
    if (call.role !== "callee" || turn <= state.turn) return stay(state);
    const { media } = call;
    return [
      { ...state, turn },
      [{ kind: "describe", callId, as: "restart-answer", media, remote: description }],
    ];
  });
}

function ended(state: CallsState, { party, reason }: Signal<"end">, nowMs: number): CallStep {
  const { call } = state;
  if (call.kind === "outgoing") {
    const isUnable = reason === "failed" || reason === "lost";
    return end(state, reason === "busy" ? "busy" : isUnable ? "unable" : "declined", nowMs);
  }
  if (call.kind === "incoming") {
    return call.party === party ? end(state, "missed", nowMs) : stay(state);
  }
  if (!isPaired(call) || call.peerParty !== party) return stay(state);
  if (reason === "failed" || reason === "lost") return end(state, reason, nowMs);
  return end(state, "hung-up", nowMs);
}

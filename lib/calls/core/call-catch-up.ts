import { hearSignal } from "./call-hearing.ts";
import type { CallEffect, CallEvent, CallStep, CallsState } from "./call-state.ts";
import { close, isLive } from "./call-steps.ts";
import type { CallId } from "./signal.ts";

type CaughtUp = Extract<CallEvent, { kind: "caught-up" }>["heard"];

/**
 * Takes in what came while nobody listened: a call of which the rest says that it is over, or that
 * another device has it, does not ring for a moment first.
 */
export function catchUp(state: CallsState, heard: CaughtUp, nowMs: number): CallStep {
  const own = isLive(state.call) ? state.call.callId : undefined;
  const over = new Set<CallId>();
  for (const { signal, from } of heard) {
    const isEchoed = signal.party === state.self.party;
    const isTaken = signal.type === "accept" && from === state.self.inboxId && !isEchoed;
    if (signal.type === "end" || signal.type === "answer" || isTaken) over.add(signal.callId);
  }
  let next = state;
  for (const callId of over) {
    if (callId !== own && callId !== state.waiting?.callId) next = close(next, callId, nowMs);
  }
  const effects: CallEffect[] = [];
  for (const item of heard) {
    const [stepped, more] = hearSignal(next, { heard: item, mayRing: item.mayRing }, nowMs);
    next = stepped;
    effects.push(...more);
  }
  return [next, effects];
}

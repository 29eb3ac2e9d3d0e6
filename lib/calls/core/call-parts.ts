import type { CallId, HeardSignal } from "./signal.ts";

/** Of each call the one that it says it goes on with. */
type Before = ReadonlyMap<CallId, CallId | undefined>;

/** The call that this one goes on with, as far back as it is known: a page that was loaded anew calls again. */
export function firstPart(heard: readonly HeardSignal[], callId: CallId): CallId {
  return firstOf(callId, partsBefore(heard));
}

/** One that was said before only: nothing goes round in circles. */
export function partsBefore(heard: readonly HeardSignal[]): Before {
  const before = new Map<CallId, CallId | undefined>();
  for (const { signal } of heard) {
    if (signal.type !== "invite" || before.has(signal.callId)) continue;
    const { rejoins } = signal;
    before.set(signal.callId, rejoins && before.has(rejoins) ? rejoins : undefined);
  }
  return before;
}

export function firstOf(callId: CallId, before: Before): CallId {
  let first = callId;
  for (let next = before.get(first); next !== undefined; next = before.get(first)) first = next;
  return first;
}

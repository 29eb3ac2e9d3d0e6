import type { StoreApi } from "zustand/vanilla";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessagingHost, Unsubscribe } from "@/lib/messaging/ports.ts";
import type { CallsState } from "../core/call-state.ts";
import { type LeftCall, rejoinsUntilMs } from "../core/left-call.ts";
import type { HeardSignal } from "../core/signal.ts";
import type { LeftCalls } from "../ports.ts";
import { type CallsView, without } from "./calls-view.ts";

/** What becomes of a call when its page is loaded anew. */
export type Leaving = {
  /** Remembers the call that this page is in; gives whether there was one. */
  leave(state: CallsState): boolean;
  /** Offers what was left to whom it was of. */
  comeBack(inboxId: InboxId): void;
  /** What is not to be gone back to, or is: it is offered no more. */
  take(): LeftCall | undefined;
  /** The other side did not wait. */
  hear(heard: readonly HeardSignal[]): void;
};

export function createLeaving(
  store: StoreApi<CallsView>,
  { leftCalls, host }: { leftCalls: LeftCalls; host: Pick<MessagingHost, "nowMs" | "at"> },
): Leaving {
  let stopWaiting: Unsubscribe = () => {};

  function take(): LeftCall | undefined {
    const { left } = store.getState();
    stopWaiting();
    store.setState(without(store.getState(), "left"), true);
    return left;
  }

  return {
    take,
    leave({ self, call, seq }) {
      if (call.kind !== "connected" && call.kind !== "reconnecting") return false;
      const { callId, thread, peer, media, sinceMs } = call;
      const facts = { callId, thread, peer, media };
      leftCalls.keep({ ...facts, ...self, seq, sinceMs, leftAtMs: host.nowMs() });
      return true;
    },
    comeBack(inboxId) {
      const left = leftCalls.take();
      if (left?.inboxId !== inboxId || host.nowMs() >= rejoinsUntilMs(left)) return;
      store.setState({ left });
      stopWaiting = host.at(rejoinsUntilMs(left), take);
    },
    hear(heard) {
      const { left } = store.getState();
      const isOver = heard.some(
        ({ signal, from }) =>
          signal.type === "end" && signal.callId === left?.callId && from === left.peer,
      );
      if (isOver) take();
    },
  };
}

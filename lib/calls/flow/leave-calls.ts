import type { StoreApi } from "zustand/vanilla";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessagingHost, Unsubscribe } from "@/lib/messaging/ports/host.ts";
import type { CallsState } from "../core/call-state.ts";
import type { GroupsState } from "../core/group-state.ts";
import { type LeftCall, rejoinsUntilMs } from "../core/left-call.ts";
import type { HeardSignal } from "../core/signal.ts";
import type { LeftCalls } from "../ports.ts";
import { type CallsView, without } from "./calls-view.ts";

/** What becomes of a call when its page is loaded anew, or falls over. */
export type Leaving = {
  /** Remembers the call that this page is in, as long as it is in it; gives whether there is one. */
  note(): boolean;
  /** Offers what was left to whom it was of. */
  comeBack(inboxId: InboxId): void;
  /** What is not to be gone back to, or is: it is offered no more. */
  take(): LeftCall | undefined;
  /** The other side did not wait. */
  hear(heard: readonly HeardSignal[]): void;
};

/** A page that falls over says nothing: what it was in is at most so old. */
const NOTED_EVERY_MS = 3_000;

export function createLeaving(
  store: StoreApi<CallsView>,
  now: () => { pair: CallsState | undefined; group: GroupsState | undefined },
  { leftCalls, host }: { leftCalls: LeftCalls; host: Pick<MessagingHost, "nowMs" | "at"> },
): Leaving {
  let stopWaiting: Unsubscribe = () => {};
  let stopNoting: Unsubscribe | undefined;
  let coming: Promise<void> = Promise.resolve();

  function take(): LeftCall | undefined {
    const { left } = store.getState();
    stopWaiting();
    store.setState(without(store.getState(), "left"), true);
    return left;
  }

  function note(): boolean {
    const { pair, group } = now();
    const facts = (pair && pairFacts(pair)) ?? (group && groupFacts(group));
    const wasIn = stopNoting !== undefined;
    stopNoting?.();
    stopNoting = undefined;
    if (!facts) {
      if (wasIn) leftCalls.forget();
      return false;
    }
    const { hasCamera, hasMicrophone, hasScreen: hadScreen } = store.getState().own;
    const sent = {
      media: hasCamera ? "video" : "audio",
      isMuted: !hasMicrophone,
      hadScreen,
    } as const;
    leftCalls.keep({ ...facts, ...sent, leftAtMs: host.nowMs() });
    stopNoting = host.at(host.nowMs() + NOTED_EVERY_MS, note);
    return true;
  }

  async function offer(inboxId: InboxId): Promise<void> {
    const left = await leftCalls.take();
    const isShown = now().pair?.self.inboxId === inboxId;
    if (!isShown || left?.inboxId !== inboxId || host.nowMs() >= rejoinsUntilMs(left)) return;
    store.setState({ left });
    stopWaiting = host.at(rejoinsUntilMs(left), take);
  }

  return {
    take,
    note,
    comeBack(inboxId) {
      coming = offer(inboxId).catch(() => undefined);
    },
    hear(heard) {
      void coming.then(() => {
        const { left } = store.getState();
        const isOver = heard.some(
          ({ signal, from }) =>
            signal.type === "end" && signal.callId === left?.callId && from === left.peer,
        );
        if (isOver) take();
      });
    },
  };
}

type Facts = Omit<LeftCall, "media" | "isMuted" | "hadScreen" | "leftAtMs">;

function pairFacts({ self, call, seq }: CallsState): Facts | undefined {
  if (call.kind !== "connected" && call.kind !== "reconnecting") return undefined;
  const { callId, thread, peer, sinceMs } = call;
  return { ...self, callId, thread, peer, seq, sinceMs };
}

function groupFacts({ self: inboxId, call }: GroupsState): Facts | undefined {
  if (call.kind !== "joined" || call.sinceMs === undefined) return undefined;
  const { callId, thread, party, seq, sinceMs } = call;
  return { inboxId, callId, thread, party, seq, sinceMs };
}

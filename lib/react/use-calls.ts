"use client";

import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { type CallsView, NO_CALL } from "@/lib/calls/flow/calls-view.ts";
import type { CallsWithFiles as Calls } from "@/lib/transfers/flow/transfers.ts";
import { NO_TRANSFERS, type TransfersView } from "@/lib/transfers/flow/transfers-view.ts";
import { useParley } from "./parley-context.ts";
import { useConnection } from "./use-connection.ts";

export type { Calls, CallsView };

const NO_FILES = createStore<TransfersView>(() => NO_TRANSFERS);
const NOTHING = createStore<CallsView>(() => NO_CALL);

/** Calls, once they can be made: they are loaded when the network is there for the first time. */
export function useCalls(): Calls | undefined {
  const { loadCalls } = useParley();
  const [calls, setCalls] = useState<Calls>();
  const isLive = useConnection().kind === "live";
  useEffect(() => {
    // What did not load is fetched again when the network comes back.
    if (isLive) loadCalls().then(setCalls, () => undefined);
  }, [isLive, loadCalls]);
  return calls;
}

/** What there is to be seen of calls. */
export function useCallsView(calls: Calls | undefined): CallsView {
  return useStore(calls?.store ?? NOTHING);
}

/** Files that go straight to another device, or come from one. */
export function useTransfers(calls: Calls | undefined): TransfersView {
  return useStore(calls?.files.store ?? NO_FILES);
}

/** Whether there is a call, or one about to begin: there is no second one then. */
export function useIsCalling(calls: Calls | undefined): boolean {
  return useStore(
    calls?.store ?? NOTHING,
    ({ call, preparing, group }) =>
      isOn(call) || isOn(group.call) || (preparing ?? group.preparing) !== undefined,
  );
}

function isOn({ kind }: { kind: string }): boolean {
  return kind !== "idle" && kind !== "ended";
}

/** Whether this Parley has a relay that calls can go through. */
export function useHasRelay(): boolean {
  return useParley().hasRelay;
}

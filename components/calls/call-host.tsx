"use client";

import { useEffect } from "react";
import { type CallsView, useCalls, useCallsView, useTransfers } from "@/lib/react/use-calls.ts";
import { chunk, useChunk } from "../ui/chunk.ts";

const layer = chunk(async () => (await import("./call-layer.tsx")).CallLayer);

/** Where calls are seen, above every place of the messenger; fetched with the first of them. */
export function CallHost() {
  const calls = useCalls();
  const view = useCallsView(calls);
  const { rows } = useTransfers(calls);
  const isShown = hasSomething(view) || rows.length > 0;
  const CallLayer = useChunk(layer);
  useEffect(() => {
    if (isShown) layer.load();
  }, [isShown]);
  return calls && CallLayer && isShown ? <CallLayer calls={calls} view={view} /> : null;
}

function hasSomething({ call, preparing, problem, left, group }: CallsView): boolean {
  const named = [preparing, problem, left, group.ring, group.preparing];
  return (
    named.some((each) => each !== undefined) || call.kind !== "idle" || group.call.kind !== "idle"
  );
}

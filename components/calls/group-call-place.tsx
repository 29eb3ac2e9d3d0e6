"use client";

import { useEffect } from "react";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { useCalls, useCallsView } from "@/lib/react/use-calls.ts";
import { chunk, useChunk } from "../ui/chunk.ts";

const bar = chunk(async () => (await import("./group-bar.tsx")).GroupBar);

/** Where a conversation says that there is a call in it; fetched with the first of them. */
export function GroupCallPlace({ threadKey }: { threadKey: ThreadKey }) {
  const calls = useCalls();
  const view = useCallsView(calls);
  const isThere = view.group.rooms.has(threadKey);
  const GroupBar = useChunk(bar);
  useEffect(() => void calls?.groups.lookAt(threadKey), [calls, threadKey]);
  useEffect(() => {
    if (isThere) bar.load();
  }, [isThere]);
  return calls && GroupBar ? <GroupBar calls={calls} view={view} threadKey={threadKey} /> : null;
}

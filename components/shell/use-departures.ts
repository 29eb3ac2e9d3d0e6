"use client";

import { useEffect, useRef, useState } from "react";
import type { TimelineItem } from "@/lib/messaging/core/view.ts";

/** Counts the own messages that left while one looked on: each sends a bead along the line. */
export function useDepartures(items: readonly TimelineItem[]): number {
  const pending = useRef<ReadonlySet<string>>(new Set());
  const [departures, setDepartures] = useState(0);
  useEffect(() => {
    const left = items.some(
      (item) =>
        item.kind === "message" && item.state.kind === "sent" && pending.current.has(item.key),
    );
    if (left) setDepartures((count) => count + 1);
    pending.current = new Set(items.filter(isUnderWay).map((item) => item.key));
  }, [items]);
  return departures;
}

function isUnderWay(item: TimelineItem): boolean {
  return (
    item.kind === "message" &&
    item.mine &&
    (item.state.kind === "sending" || item.state.kind === "waiting")
  );
}

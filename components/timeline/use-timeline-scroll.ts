"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { TimelineItem } from "@/lib/messaging/core/view.ts";
import { estimatedHeightPx } from "./row-estimate.ts";

/** Nearer to the end than this, and the reader follows what comes. */
const END_THRESHOLD_PX = 80;
/** Rows left above the first one on the screen when older ones are asked for. */
const LOAD_OLDER_AHEAD = 12;

type ScrollOptions = {
  items: readonly TimelineItem[];
  hasOlder: boolean;
  onLoadOlder: () => void;
};

/**
 * Where the reader is in a timeline. At the end, new messages pull it along; anywhere else
 * nothing moves, whether messages come after or older ones are put before.
 */
export function useTimelineScroll({ items, hasOlder, onLoadOlder }: ScrollOptions) {
  const scroller = useRef<HTMLDivElement>(null);
  const [isAtEnd, setIsAtEnd] = useState(true);
  const asked = useRef<string>(undefined);
  const firstKey = items[0]?.key;

  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimatedHeightPx(items[index]),
    getItemKey: useCallback((index: number) => items[index]?.key ?? index, [items]),
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: END_THRESHOLD_PX,
    paddingStart: 12,
    paddingEnd: 8,
    overscan: 10,
    directDomUpdates: true,
    onChange: (instance) => {
      setIsAtEnd(instance.isAtEnd(END_THRESHOLD_PX));
      const isNearStart = (instance.range?.startIndex ?? 0) < LOAD_OLDER_AHEAD;
      if (!isNearStart || !hasOlder || asked.current === firstKey) return;
      asked.current = firstKey;
      onLoadOlder();
    },
  });

  useLayoutEffect(() => virtualizer.scrollToEnd(), [virtualizer]);

  const jump = useCallback(() => virtualizer.scrollToEnd(), [virtualizer]);

  const last = items.at(-1);
  const ownKey = last?.kind === "message" && last.mine ? last.key : undefined;
  useEffect(() => {
    if (ownKey !== undefined) jump();
  }, [ownKey, jump]);

  return { scroller, virtualizer, isAtEnd, jump };
}

/** How many messages of others came since the reader was last at the end. */
export function useNewCount(items: readonly TimelineItem[], isAtEnd: boolean): number {
  const seen = useRef(items.at(-1)?.key);
  useEffect(() => {
    if (isAtEnd) seen.current = items.at(-1)?.key;
  }, [isAtEnd, items]);
  if (isAtEnd) return 0;
  const seenIndex = items.findLastIndex((item) => item.key === seen.current);
  return items.slice(seenIndex + 1).filter(isSaidByOther).length;
}

function isSaidByOther(item: TimelineItem): boolean {
  return item.kind === "message" && !item.mine && item.content.type !== "group-changed";
}

/** Calls `onSeen` when the newest message is on a screen that somebody looks at. */
export function useSeen(newestKey: string | undefined, isAtEnd: boolean, onSeen: () => void) {
  useEffect(() => {
    if (newestKey === undefined || !isAtEnd) return;
    const report = () => {
      if (document.visibilityState === "visible") onSeen();
    };
    report();
    document.addEventListener("visibilitychange", report);
    return () => document.removeEventListener("visibilitychange", report);
  }, [newestKey, isAtEnd, onSeen]);
}

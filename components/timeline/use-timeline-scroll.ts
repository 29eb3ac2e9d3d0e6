"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Thread, TimelineItem } from "@/lib/messaging/core/view.ts";
import { estimatedHeightPx } from "./row-estimate.ts";
import { useStayAtEnd } from "./use-stay-at-end.ts";

/** Nearer to the end than this, and the reader follows what comes. */
const END_THRESHOLD_PX = 80;
/** Rows left above the first one on the screen, or below the last, when more are asked for. */
const LOAD_AHEAD = 12;

export type ScrollOptions = Pick<Thread, "items" | "hasOlder" | "hasNewer"> & {
  target: Thread["target"];
  onLoadOlder: () => void;
  onLoadNewer: () => void;
  /** Leaves the middle of the history for the latest messages. */
  onLatest: () => void;
};

/**
 * Where the reader is in a timeline. At the latest message, new ones pull it along; anywhere else
 * nothing moves, whether messages come after or older ones are put before. A target is brought
 * to the middle of the screen, once for each turn.
 */
export function useTimelineScroll(options: ScrollOptions) {
  const { items, hasOlder, hasNewer, target, onLoadOlder, onLoadNewer, onLatest } = options;
  const scroller = useRef<HTMLDivElement>(null);
  const [isAtEnd, setIsAtEnd] = useState(true);
  const asked = useRef<string>(undefined);
  const wasPart = useBefore(hasNewer);

  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimatedHeightPx(items[index]),
    getItemKey: useCallback((index: number) => items[index]?.key ?? index, [items]),
    anchorTo: "end",
    // What is put after the middle of a history is no news.
    followOnAppend: !hasNewer && !wasPart,
    scrollEndThreshold: END_THRESHOLD_PX,
    paddingStart: 12,
    paddingEnd: 8,
    overscan: 10,
    directDomUpdates: true,
    onChange: (instance) => {
      setIsAtEnd(instance.isAtEnd(END_THRESHOLD_PX));
      const { startIndex = 0, endIndex = 0 } = instance.range ?? {};
      if (hasOlder && startIndex < LOAD_AHEAD) ask(`before ${oldest(items)}`, onLoadOlder);
      if (hasNewer && endIndex >= items.length - LOAD_AHEAD)
        ask(`after ${items.at(-1)?.key}`, onLoadNewer);
    },
  });

  function ask(page: string, load: () => void): void {
    if (asked.current === page) return;
    asked.current = page;
    load();
  }

  useLayoutEffect(() => virtualizer.scrollToEnd(), [virtualizer]);

  useStayAtEnd(
    scroller,
    END_THRESHOLD_PX,
    useCallback(() => virtualizer.scrollToEnd(), [virtualizer]),
  );

  const shownTurn = useRef<number>(undefined);
  useLayoutEffect(() => {
    const index = items.findIndex(({ key }) => key === target?.itemKey);
    if (!target || index < 0 || shownTurn.current === target.turn) return;
    shownTurn.current = target.turn;
    virtualizer.scrollToIndex(index, { align: "center" });
  }, [target, items, virtualizer]);

  const wantsEnd = useRef(false);
  const jump = useCallback(() => {
    wantsEnd.current = hasNewer;
    if (hasNewer) onLatest();
    else virtualizer.scrollToEnd();
  }, [hasNewer, onLatest, virtualizer]);
  useLayoutEffect(() => {
    if (hasNewer || !wantsEnd.current) return;
    wantsEnd.current = false;
    virtualizer.scrollToEnd();
  }, [hasNewer, virtualizer]);

  const own = ownLast(items);
  const followedKey = useRef(own?.key);
  useEffect(() => {
    if (followedKey.current === own?.key) return;
    followedKey.current = own?.key;
    const isNew = own && !hasNewer && (!wasPart || own.state.kind !== "sent");
    if (isNew) virtualizer.scrollToEnd();
  }, [own, hasNewer, wasPart, virtualizer]);

  return { scroller, virtualizer, isAtEnd: isAtEnd && !hasNewer, jump };
}

/** The first row is the day, and stays what it is while older messages of that day come before. */
function oldest(items: readonly TimelineItem[]): string | undefined {
  return items.find(({ kind }) => kind === "message")?.key;
}

function ownLast(items: readonly TimelineItem[]) {
  const last = items.at(-1);
  return last?.kind === "message" && last.mine ? last : undefined;
}

/** What a value was when the component was last on the screen. */
function useBefore<T>(value: T): T {
  const [before, setBefore] = useState(value);
  useEffect(() => setBefore(value), [value]);
  return before;
}

/**
 * How many messages of others came since the reader was last at the end; none, as far as anybody
 * can tell, in the middle of a history.
 */
export function useNewCount(
  { items, hasNewer }: Pick<Thread, "items" | "hasNewer">,
  isAtEnd: boolean,
): number {
  const seen = useRef(hasNewer ? undefined : items.at(-1)?.key);
  useEffect(() => {
    if (hasNewer) seen.current = undefined;
    else if (isAtEnd || seen.current === undefined) seen.current = items.at(-1)?.key;
  }, [isAtEnd, hasNewer, items]);
  if (isAtEnd || hasNewer || seen.current === undefined) return 0;
  const seenIndex = items.findLastIndex((item) => item.key === seen.current);
  return items.slice(seenIndex + 1).filter(isSaidByOther).length;
}

function isSaidByOther(item: TimelineItem): boolean {
  return item.kind === "message" && !item.mine && item.content.type !== "group-changed";
}

/**
 * Calls `onSeen` when the newest message is on a screen that somebody looks at: a window beside the
 * one they work in does not count.
 */
export function useSeen(newestKey: string | undefined, isAtEnd: boolean, onSeen: () => void) {
  useEffect(() => {
    if (newestKey === undefined || !isAtEnd) return;
    const report = () => {
      if (document.visibilityState === "visible" && document.hasFocus()) onSeen();
    };
    report();
    document.addEventListener("visibilitychange", report);
    window.addEventListener("focus", report);
    return () => {
      document.removeEventListener("visibilitychange", report);
      window.removeEventListener("focus", report);
    };
  }, [newestKey, isAtEnd, onSeen]);
}

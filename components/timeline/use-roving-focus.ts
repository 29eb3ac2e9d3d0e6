"use client";

import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from "react";
import { isSaid } from "@/lib/messaging/core/records.ts";
import type { Thread, TimelineItem } from "@/lib/messaging/core/view.ts";

type RovingOptions = {
  items: readonly TimelineItem[];
  /** Focused at each new turn, unless the focus is wanted elsewhere. */
  target: Thread["target"];
  focusesTarget: boolean;
  scroller: RefObject<HTMLElement | null>;
  scrollToIndex: (index: number) => void;
};

/** Moves the focus between messages with the arrow keys, Home and End; Tab reaches one of them. */
export function useRovingFocus(options: RovingOptions) {
  const { items, target, focusesTarget, scroller, scrollToIndex } = options;
  const [chosenKey, setChosenKey] = useState<string>();
  const wanted = useRef<string>(undefined);
  const lastKey = items.findLast(isReadable)?.key;
  const activeKey = items.some((item) => item.key === chosenKey) ? chosenKey : lastKey;

  const [focusedTurn, setFocusedTurn] = useState<number>();
  useEffect(() => {
    if (!target || target.turn === focusedTurn) return;
    setFocusedTurn(target.turn);
    setChosenKey(target.itemKey);
    if (focusesTarget) wanted.current = target.itemKey;
  }, [target, focusedTurn, focusesTarget]);

  // A row far away is drawn only after the scroll, so this waits for the render that has it.
  useEffect(() => {
    if (wanted.current === undefined) return;
    const row = findRow(scroller.current, wanted.current);
    if (!row) return;
    wanted.current = undefined;
    row.focus({ preventScroll: true });
  });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const current = items.findIndex((item) => item.key === activeKey);
    const index = targetIndex(items, current, event.key);
    const target = index === undefined ? undefined : items[index];
    if (index === undefined || !target) return;
    event.preventDefault();
    wanted.current = target.key;
    setChosenKey(target.key);
    scrollToIndex(index);
  };

  /** Whoever puts the focus on a message goes on from there. */
  const onFocus = ({ target }: FocusEvent<HTMLElement>) => {
    const key = target.dataset.message;
    if (key !== undefined) setChosenKey(key);
  };

  return { activeKey, onKeyDown, onFocus };
}

function isReadable(item: TimelineItem): boolean {
  return item.kind === "message" && isSaid(item.content);
}

function targetIndex(items: readonly TimelineItem[], current: number, key: string) {
  switch (key) {
    case "ArrowUp":
      return items.findLastIndex((item, index) => index < current && isReadable(item));
    case "ArrowDown":
      return items.findIndex((item, index) => index > current && isReadable(item));
    case "Home":
      return items.findIndex(isReadable);
    case "End":
      return items.findLastIndex(isReadable);
    default:
      return undefined;
  }
}

function findRow(scroller: HTMLElement | null, key: string): HTMLElement | undefined {
  const rows = scroller?.querySelectorAll<HTMLElement>("[data-message]") ?? [];
  return [...rows].find((row) => row.dataset.message === key);
}

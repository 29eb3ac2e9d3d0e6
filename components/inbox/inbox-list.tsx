"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { InboxRow, ThreadKey } from "@/lib/messaging/core/view.ts";
import { useNowMs } from "../ui/use-times.ts";
import { InboxRowLink, ROW_HEIGHT_PX } from "./inbox-row.tsx";

type InboxListProps = { rows: readonly InboxRow[]; selected: ThreadKey | undefined };

/** The conversations, newest first; arrows, Home and End move between them. */
export function InboxList({ rows, selected }: InboxListProps) {
  const t = useTranslations("inbox");
  const nowMs = useNowMs();
  const scroller = useRef<HTMLElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
    paddingEnd: 8,
    overscan: 8,
    directDomUpdates: true,
  });
  const { tabStop, onKeyDown } = useRowFocus(rows, selected, scroller.current, (index) =>
    virtualizer.scrollToIndex(index),
  );

  return (
    <nav
      ref={scroller}
      aria-label={t("title")}
      onKeyDown={onKeyDown}
      className="scroll-pane min-h-0 flex-1"
    >
      <ul ref={virtualizer.containerRef} className="relative">
        {virtualizer.getVirtualItems().map(({ index, key }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className="absolute top-0 left-0 w-full pb-1"
            >
              <InboxRowLink
                row={row}
                isSelected={row.key === selected}
                isTabStop={row.key === tabStop}
                nowMs={nowMs}
              />
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** One row is the list's tab stop: the one moved to, else the open one, else the first. */
function useRowFocus(
  rows: readonly InboxRow[],
  selected: ThreadKey | undefined,
  list: HTMLElement | null,
  scrollToIndex: (index: number) => void,
) {
  const [movedTo, setMovedTo] = useState<ThreadKey>();
  const wanted = useRef<ThreadKey>(undefined);
  const tabStop =
    [movedTo, selected].find((key) => rows.some((row) => row.key === key)) ?? rows[0]?.key;

  useEffect(() => {
    if (wanted.current === undefined) return;
    const links = [...(list?.querySelectorAll<HTMLElement>("[data-thread]") ?? [])];
    const link = links.find((element) => element.dataset.thread === wanted.current);
    if (!link) return;
    wanted.current = undefined;
    link.focus({ preventScroll: true });
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const current = rows.findIndex((row) => row.key === tabStop);
    const target = { ArrowUp: current - 1, ArrowDown: current + 1, Home: 0, End: rows.length - 1 }[
      event.key
    ];
    const row = target === undefined ? undefined : rows[target];
    if (target === undefined || !row) return;
    event.preventDefault();
    wanted.current = row.key;
    setMovedTo(row.key);
    scrollToIndex(target);
  };

  return { tabStop, onKeyDown };
}

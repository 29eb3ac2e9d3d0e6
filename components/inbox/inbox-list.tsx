"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from "react";
import { useTranslations } from "use-intl";
import type { InboxRow, ThreadKey } from "@/lib/messaging/core/view.ts";
import { useConversationActions } from "../conversation/use-conversation-actions.ts";
import { ContextMenuArea } from "../ui/menu.tsx";
import { useNowMs } from "../ui/use-times.ts";
import { InboxRowLink, ROW_HEIGHT_PX } from "./inbox-row.tsx";

type InboxListProps = {
  /** What the list is called. */
  title: string;
  rows: readonly InboxRow[];
  selected: ThreadKey | undefined;
};

/**
 * Conversations in their order; arrows, Home and End move between them, and each has a menu (second
 * button, long press, Shift+F10).
 */
export function InboxList({ title, rows, selected }: InboxListProps) {
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
  const { tabStop, onKeyDown, focusRow } = useRowFocus(rows, selected, scroller, (index) =>
    virtualizer.scrollToIndex(index),
  );
  const menu = useRowMenu(rows, focusRow);

  return (
    <nav
      ref={scroller}
      aria-label={title}
      onKeyDown={onKeyDown}
      className="scroll-pane min-h-0 flex-1"
    >
      <ContextMenuArea
        groups={menu.groups}
        aria-label={menu.label}
        onCloseAutoFocus={menu.onCloseAutoFocus}
      >
        <ul
          ref={virtualizer.containerRef}
          onPointerDown={menu.onAim}
          onContextMenu={menu.onAim}
          className="relative"
        >
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
      </ContextMenuArea>
    </nav>
  );
}

/** One row is the list's tab stop: the one moved to, else the open one, else the first. */
function useRowFocus(
  rows: readonly InboxRow[],
  selected: ThreadKey | undefined,
  list: RefObject<HTMLElement | null>,
  scrollToIndex: (index: number) => void,
) {
  const [movedTo, setMovedTo] = useState<ThreadKey>();
  const wanted = useRef<ThreadKey>(undefined);
  // The row that has the stop already is drawn again too, and gets its focus back.
  const [, setAsked] = useState(0);
  const tabStop =
    [movedTo, selected].find((key) => rows.some((row) => row.key === key)) ?? rows[0]?.key;

  useEffect(() => {
    if (wanted.current === undefined) return;
    const links = [...(list.current?.querySelectorAll<HTMLElement>("[data-thread]") ?? [])];
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
    if (event.altKey || target === undefined || !rows[target]) return;
    event.preventDefault();
    focusRow(target);
  };

  const focusRow = (index: number) => {
    const row = rows[index];
    if (!row) return;
    wanted.current = row.key;
    setMovedTo(row.key);
    setAsked((count) => count + 1);
    scrollToIndex(index);
  };

  return { tabStop, onKeyDown, focusRow };
}

/** The menu of the row that was pressed. When it closes the focus is back in that row. */
function useRowMenu(rows: readonly InboxRow[], focusRow: (index: number) => void) {
  const t = useTranslations("conversation");
  const [aimed, setAimed] = useState<{ key: ThreadKey; index: number; name: string }>();
  const groups = useConversationActions(rows.find(({ key }) => key === aimed?.key));

  const onAim = (event: MouseEvent) => {
    const item = event.target instanceof Element ? event.target.closest("li") : null;
    const index = Number(item?.dataset.index);
    const row = rows[index];
    const name = item?.querySelector("[data-name]")?.textContent ?? "";
    if (row) setAimed({ key: row.key, index, name });
  };

  const onCloseAutoFocus = (event: Event) => {
    if (!aimed) return;
    event.preventDefault();
    const index = rows.findIndex(({ key }) => key === aimed.key);
    // A row that left the list leaves the focus to the one that took its place.
    focusRow(index >= 0 ? index : Math.min(aimed.index, rows.length - 1));
  };

  return { groups, label: t("menu", { name: aimed?.name ?? "" }), onAim, onCloseAutoFocus };
}

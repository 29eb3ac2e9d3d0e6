"use client";

import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { useNowMs } from "../ui/use-times.ts";
import { Announcer } from "./announcer.tsx";
import { DayRow } from "./day-row.tsx";
import { foldChanges } from "./fold-changes.ts";
import { JumpButton } from "./jump-button.tsx";
import type { MessageActions } from "./message-actions.ts";
import { MessageRow } from "./message-row.tsx";
import { useRovingFocus } from "./use-roving-focus.ts";
import {
  type ScrollOptions,
  useNewCount,
  useSeen,
  useTimelineScroll,
} from "./use-timeline-scroll.ts";

type TimelineProps = ScrollOptions & {
  /** Whether the focus goes to a message that somebody asked to see. */
  focusesTarget: boolean;
  peerName: string;
  self: InboxId | undefined;
  nameOf: (inboxId: InboxId) => string;
  /** Own messages up to this time have been read by all who say so. */
  readUntilMs: number;
  /** Keys of those that are chosen, while somebody chooses. */
  chosen: ReadonlySet<string> | undefined;
  /** Whether a message of another says who wrote it: where there are several. */
  showsSenders: boolean;
  /** Shown while nothing has been written. */
  empty: ReactNode;
  actions: MessageActions;
  onSeen: () => void;
};

/** The messages of a thread that is loaded. Give it the thread's key, so that each starts anew. */
export function Timeline(props: TimelineProps) {
  const { hasNewer, target, peerName, nameOf, empty, onSeen, chosen } = props;
  const items = useMemo(() => foldChanges(props.items), [props.items]);
  const t = useTranslations("thread");
  const nowMs = useNowMs();
  const { scroller, virtualizer, isAtEnd, jump } = useTimelineScroll({ ...props, items });
  const newCount = useNewCount({ items, hasNewer }, isAtEnd);
  useSeen(props.items.at(-1)?.key, isAtEnd, onSeen);
  const { activeKey, onKeyDown, onFocus } = useRovingFocus({
    items,
    target,
    focusesTarget: props.focusesTarget,
    scroller,
    scrollToIndex: (index) => virtualizer.scrollToIndex(index),
  });

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {items.length === 0 && empty}
      <div
        ref={scroller}
        role="log"
        // The announcer speaks instead: rows that scroll into being are no news.
        aria-live="off"
        aria-label={t("log", { name: peerName })}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        className="scroll-pane flex min-h-0 flex-1 flex-col [overflow-anchor:none]"
      >
        <div ref={virtualizer.containerRef} className="relative mt-auto w-full shrink-0">
          {virtualizer.getVirtualItems().map(({ index, key }) => {
            const item = items[index];
            if (!item) return null;
            return (
              <div
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                className="absolute top-0 left-0 w-full"
              >
                {item.kind === "day" ? (
                  <DayRow atMs={item.startsAtMs} nowMs={nowMs} />
                ) : (
                  <MessageRow
                    item={item}
                    self={props.self}
                    nameOf={nameOf}
                    showsSender={props.showsSenders}
                    isRead={item.mine && item.sentAtMs <= props.readUntilMs}
                    isChosen={chosen?.has(item.key)}
                    isActive={item.key === activeKey}
                    isTarget={item.key === target?.itemKey}
                    actions={props.actions}
                  />
                )}
              </div>
            );
          })}
        </div>
      </div>
      {!isAtEnd && <JumpButton newCount={newCount} onJump={jump} />}
      <Announcer items={props.items} isPart={hasNewer} self={props.self} nameOf={nameOf} />
    </div>
  );
}

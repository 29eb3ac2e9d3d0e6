"use client";

import clsx from "clsx";
import { Check, Copy } from "lucide-react";
import { type KeyboardEvent, memo } from "react";
import { useTranslations } from "use-intl";
import type { TimelineItem } from "@/lib/messaging/core/view.ts";
import { useCopy } from "../ui/copy-button.tsx";
import { useTimes } from "../ui/use-times.ts";
import { FailedNote } from "./failed-note.tsx";
import { MessageContentView } from "./message-content.tsx";
import { MessageState } from "./message-state.tsx";
import { contentText } from "./spoken.ts";

export type MessageItem = Extract<TimelineItem, { kind: "message" }>;

/** What a row may ask for; stable, so that a row is drawn again only when its message changes. */
export type MessageActions = {
  retry: (messageKey: string) => void;
  discard: (messageKey: string) => void;
};

type MessageRowProps = {
  item: MessageItem;
  senderName: string;
  /** Whether the first message of a group of another says who wrote it. */
  showsSender: boolean;
  /** The one row of the timeline that the Tab key reaches. */
  isActive: boolean;
  /** Somebody asked to see this one. */
  isTarget: boolean;
  actions: MessageActions;
};

/** A message: its bubble, and at a group's end its time and state. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { item, senderName, showsSender, isActive, isTarget, actions } = props;
  const t = useTranslations("thread");
  const times = useTimes();
  const { copied, copy } = useCopy();
  if (item.content.type === "group-changed") return <Notice text={contentText(item.content, t)} />;

  const text = contentText(item.content, t);
  const time = times.clock(item.sentAtMs);
  const copyOnKey = (event: KeyboardEvent) => {
    if (event.key === "c" && hasNothingSelected() && event.target === event.currentTarget)
      copy(text);
  };
  return (
    <article
      tabIndex={isActive ? 0 : -1}
      data-message={item.key}
      data-target={isTarget || undefined}
      aria-label={
        item.mine
          ? t("spoken.mine", { time, text })
          : t("spoken.theirs", { name: senderName, time, text })
      }
      onKeyDown={copyOnKey}
      className={clsx(
        "group flex flex-col px-3 outline-none transition-colors duration-300 split:px-5",
        isTarget && "bg-selected",
        item.mine ? "items-end" : "items-start",
        item.opensGroup ? "pt-1.5" : "pt-0.5",
        item.closesGroup && "pb-0.5",
      )}
    >
      {showsSender && !item.mine && item.opensGroup && (
        <p className="foreign px-1 pb-0.5 font-semibold text-faint text-xs">{senderName}</p>
      )}
      <div
        className={clsx(
          "flex w-full items-center gap-1.5",
          item.mine ? "flex-row-reverse" : "flex-row",
        )}
      >
        <Bubble item={item} />
        <div className="flex shrink-0 items-center gap-1 text-2xs text-faint opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 group-focus:opacity-100">
          <button
            type="button"
            tabIndex={isActive ? 0 : -1}
            title={t("copy")}
            aria-label={copied ? t("copied") : t("copy")}
            onClick={() => copy(text)}
            className="flex size-7 items-center justify-center rounded-lg text-soft hover:bg-hover"
          >
            {copied ? (
              <Check aria-hidden="true" size={14} />
            ) : (
              <Copy aria-hidden="true" size={14} />
            )}
          </button>
          {!item.closesGroup && <time title={times.full(item.sentAtMs)}>{time}</time>}
        </div>
      </div>
      {item.closesGroup && (
        <p className="mt-0.5 flex items-center gap-1 px-1 text-2xs text-faint">
          <time title={times.full(item.sentAtMs)}>{time}</time>
          {item.mine && <MessageState state={item.state} />}
        </p>
      )}
      {item.state.kind === "failed" && (
        <FailedNote
          reason={item.state.reason}
          onRetry={() => actions.retry(item.key)}
          onDiscard={() => actions.discard(item.key)}
        />
      )}
    </article>
  );
});

function Bubble({ item }: { item: MessageItem }) {
  const { mine, opensGroup, closesGroup, state } = item;
  return (
    <div
      className={clsx(
        "min-w-0 max-w-[min(34rem,80%)] rounded-2xl px-3 py-1.5 group-focus-visible:outline-2 group-focus-visible:outline-accent group-focus-visible:outline-offset-1",
        mine ? "bg-tint" : "bg-sunken",
        mine && !opensGroup && "rounded-tr-md",
        mine && !closesGroup && "rounded-br-md",
        !mine && !opensGroup && "rounded-tl-md",
        !mine && !closesGroup && "rounded-bl-md",
        state.kind === "failed" && "outline outline-danger/50",
      )}
    >
      <MessageContentView content={item.content} />
    </div>
  );
}

function Notice({ text }: { text: string }) {
  return <p className="px-4 py-2 text-center text-faint text-xs">{text}</p>;
}

function hasNothingSelected(): boolean {
  return window.getSelection()?.isCollapsed ?? true;
}

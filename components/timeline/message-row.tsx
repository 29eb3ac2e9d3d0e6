"use client";

import clsx from "clsx";
import { type KeyboardEvent, type MouseEvent, memo, useState } from "react";
import { useTranslations } from "use-intl";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { PlainContent } from "@/lib/messaging/core/records.ts";
import { useCopy } from "../ui/copy-button.tsx";
import { useTimes } from "../ui/use-times.ts";
import { CallRow } from "./call-row.tsx";
import { ChangeLine } from "./change-line.tsx";
import { Countdown } from "./countdown.tsx";
import { FailedNote } from "./failed-note.tsx";
import { abilitiesOf, type MessageActions, type MessageItem } from "./message-actions.ts";
import { MessageContentView } from "./message-content.tsx";
import { MessageState } from "./message-state.tsx";
import { MessageToolbar, type ToolbarOpen } from "./message-toolbar.tsx";
import { Quote } from "./quote.tsx";
import { Reactions } from "./reactions.tsx";
import { contentText } from "./spoken.ts";

export type MessageRowProps = {
  item: MessageItem;
  self: InboxId | undefined;
  nameOf: (inboxId: InboxId) => string;
  /** Whether the first message of a group of another says who wrote it. */
  showsSender: boolean;
  /** Whether the others have read it, of those who say so. */
  isRead: boolean;
  /** The one row of the timeline that the Tab key reaches. */
  isActive: boolean;
  /** The message that somebody asked to see. */
  isTarget: boolean;
  /** Given while messages are chosen: whether this one is. */
  isChosen?: boolean | undefined;
  actions: MessageActions;
};

/** A message: its bubble, what people feel about it, and at a group's end its time and state. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { item, nameOf, showsSender, isActive, isTarget, isChosen, actions } = props;
  const t = useTranslations("thread");
  const times = useTimes();
  const { copied, copy } = useCopy();
  const [isNear, setIsNear] = useState(false);
  const [open, setOpen] = useState<ToolbarOpen>();
  if (item.content.type === "group-changed")
    return <ChangeLine content={item.content} self={props.self} nameOf={nameOf} />;
  if (item.content.type === "call")
    return <CallRow content={item.content} item={item} nameOf={nameOf} />;

  const text = contentText(item.content, t);
  const time = times.clock(item.sentAtMs);
  const isChoosing = isChosen !== undefined;
  const can = abilitiesOf(item);
  // Its card says what became of each file, and what can be done.
  const isShipment = saidIn(item.content).type === "shipment";
  const draw = () => setIsNear(true);
  const openWith = (next: ToolbarOpen) => {
    draw();
    setOpen(next);
  };
  const actOfKey = (key: string): (() => void) | false => {
    switch (key) {
      case "c":
        return hasNothingSelected() && (() => copy(text));
      case "r":
        return can.isThere && (() => actions.reply(item));
      case "e":
        return can.canReact && (() => openWith("reactions"));
      case "f":
        return can.canForward && (() => actions.forward([item]));
      case "x":
        return () => actions.select(item);
      case " ":
        return isChoosing && (() => actions.select(item));
      case "Enter":
        return () => (isChoosing ? actions.select(item) : openWith("menu"));
      case "Delete":
        return () => actions.remove([item]);
      default:
        return false;
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey)
      return;
    const act = actOfKey(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  };
  const onContextMenu = (event: MouseEvent) => {
    const isElsewhere = event.target instanceof Element && event.target.closest("a, button");
    if (isChoosing || isElsewhere || !hasNothingSelected()) return;
    event.preventDefault();
    const { nativeEvent } = event;
    const isTouch = nativeEvent instanceof PointerEvent && nativeEvent.pointerType !== "mouse";
    if (isTouch || event.buttons === 0) return openWith("menu");
    // While the mouse is pressed, letting go would choose what it happens to lie on.
    window.addEventListener("pointerup", () => openWith("menu"), { once: true });
  };

  return (
    <article
      tabIndex={isActive ? 0 : -1}
      data-message={item.key}
      data-target={isTarget || undefined}
      aria-label={
        item.mine
          ? t("spoken.mine", { time, text })
          : t("spoken.theirs", { name: nameOf(item.senderInboxId), time, text })
      }
      onKeyDown={onKeyDown}
      onFocus={draw}
      onPointerEnter={draw}
      onContextMenu={onContextMenu}
      {...(isChoosing && { onClick: () => actions.select(item), "aria-selected": isChosen })}
      className={clsx(
        "group flex flex-col px-3 outline-none transition-colors duration-300 split:px-5",
        item.mine ? "items-end" : "items-start",
        item.opensGroup ? "pt-1.5" : "pt-0.5",
        item.closesGroup && "pb-0.5",
        (isTarget || isChosen) && "bg-selected",
        isChoosing && "relative cursor-pointer pl-12 split:pl-14",
      )}
    >
      {isChoosing && <Choice isChosen={isChosen} />}
      {showsSender && !item.mine && item.opensGroup && (
        <p className="foreign px-1 pb-0.5 font-semibold text-faint text-xs">
          {nameOf(item.senderInboxId)}
        </p>
      )}
      <Bubble {...props}>
        {isNear && !isChoosing && (
          <MessageToolbar
            item={item}
            actions={actions}
            onCopy={() => copy(text)}
            open={open}
            onOpen={setOpen}
            isActive={isActive}
          />
        )}
      </Bubble>
      {item.reactions && (
        <Reactions
          reactions={item.reactions}
          self={props.self}
          nameOf={nameOf}
          onToggle={can.canReact ? (emoji) => actions.toggleReaction(item, emoji) : undefined}
          isActive={isActive}
        />
      )}
      {item.closesGroup && (
        <p className="mt-0.5 flex items-center gap-1 px-1 text-2xs text-faint">
          <time title={times.full(item.sentAtMs)}>{time}</time>
          {item.mine && <MessageState state={item.state} isRead={props.isRead} />}
          {copied && <span role="status">{t("copied")}</span>}
        </p>
      )}
      {!isShipment && <Waiting item={item} onDiscard={() => actions.discard(item.key)} />}
      {item.state.kind === "failed" && !isShipment && (
        <FailedNote
          reason={item.state.reason}
          onRetry={() => actions.retry(item.key)}
          onDiscard={() => actions.discard(item.key)}
        />
      )}
    </article>
  );
});

function Bubble(props: MessageRowProps & { children: React.ReactNode }) {
  const { item, nameOf, isActive, actions, children } = props;
  const { mine, opensGroup, closesGroup, state, content } = item;
  const said = saidIn(content);
  const isCard = /^(?:transaction|wallet-calls|attachments)$/.test(said.type);
  return (
    <div
      className={clsx(
        isCard ? "max-w-[min(34rem,94%)]" : "max-w-[min(34rem,80%)]",
        "relative min-w-0 rounded-2xl px-3 py-1.5 group-focus-visible:outline-2 group-focus-visible:outline-accent group-focus-visible:outline-offset-1",
        mine ? "bg-tint" : "bg-sunken",
        mine && !opensGroup && "rounded-tr-md",
        mine && !closesGroup && "rounded-br-md",
        !mine && !opensGroup && "rounded-tl-md",
        !mine && !closesGroup && "rounded-bl-md",
        (props.isChosen || props.isTarget) && "outline outline-accent/40",
        state.kind === "failed" && "outline outline-danger/50",
      )}
    >
      {content.type === "reply" && (
        <Quote
          to={content.to}
          nameOf={nameOf}
          onShow={() => actions.show(content.to.id)}
          isActive={isActive}
        />
      )}
      <MessageContentView
        content={said}
        mine={mine}
        senderInboxId={item.senderInboxId}
        self={props.self}
        nameOf={nameOf}
        messageId={item.id}
      />
      {item.expiresAtMs !== undefined && (
        <span
          className={clsx(
            "absolute bottom-1 text-2xs text-faint",
            mine ? "right-full mr-1.5" : "left-full ml-1.5",
          )}
        >
          <Countdown sentAtMs={item.sentAtMs} expiresAtMs={item.expiresAtMs} />
        </span>
      )}
      {children}
    </div>
  );
}

function saidIn(content: MessageItem["content"]): PlainContent {
  return content.type === "reply" ? content.content : content;
}

/** What nobody has tried to send yet can be taken back as if it had never been written. */
function Waiting({ item, onDiscard }: { item: MessageItem; onDiscard: () => void }) {
  const t = useTranslations("thread");
  if (item.state.kind !== "waiting" || item.id !== undefined) return null;
  return (
    <button
      type="button"
      onClick={onDiscard}
      className="min-h-6 px-1 font-semibold text-accent text-xs hover:underline"
    >
      {t("cancel")}
    </button>
  );
}

function Choice({ isChosen }: { isChosen: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={clsx(
        "absolute bottom-2.5 left-3 flex size-5 items-center justify-center rounded-full border text-xs split:left-5",
        isChosen ? "border-accent bg-accent text-on-accent" : "border-strong",
      )}
    >
      {isChosen && "✓"}
    </span>
  );
}

function hasNothingSelected(): boolean {
  return window.getSelection()?.isCollapsed ?? true;
}

"use client";

import clsx from "clsx";
import { CheckSquare, Copy, Ellipsis, Forward, Reply, SmilePlus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { chunk, useChunk } from "../ui/chunk.ts";
import { Menu, MenuItem } from "../ui/menu.tsx";
import { Popover } from "../ui/popover.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { abilitiesOf, type MessageActions, type MessageItem } from "./message-actions.ts";

/** What people feel most; anything else is one press further. */
const QUICK = ["👍", "❤️", "😂", "😮", "😢", "🙏"] as const;

const picker = chunk(async () => (await import("../emoji/emoji-picker.tsx")).EmojiPicker);

/** Which of the two things that open is open; the row's keys open them too. */
export type ToolbarOpen = "reactions" | "menu" | undefined;

type ToolbarProps = {
  item: MessageItem;
  actions: MessageActions;
  onCopy: () => void;
  open: ToolbarOpen;
  onOpen: (open: ToolbarOpen) => void;
  /** Whether the Tab key reaches it. */
  isActive: boolean;
};

/** What can be done to a message, on its bubble's edge: nothing moves when it shows, and no words are below it. */
export function MessageToolbar({ item, actions, onCopy, open, onOpen, isActive }: ToolbarProps) {
  const t = useTranslations("thread.actions");
  const can = abilitiesOf(item);
  const tabIndex = isActive ? 0 : -1;
  return (
    <div
      className={clsx(
        "absolute -top-7 z-10 flex rounded-lg border border-rule bg-raised p-0.5 shadow-pop transition-opacity",
        item.mine ? "right-1" : "left-1",
        open
          ? "opacity-100"
          : "pointer-events-none opacity-0 group-focus-within:pointer-events-auto group-focus-within:opacity-100 group-hover:pointer-events-auto group-hover:opacity-100",
      )}
    >
      {can.canReact && (
        <Popover
          label={t("react")}
          isOpen={open === "reactions"}
          onOpenChange={(isOpen) => onOpen(isOpen ? "reactions" : undefined)}
          trigger={
            <button
              type="button"
              tabIndex={tabIndex}
              title={t("react")}
              aria-label={t("react")}
              className={TOOL_CLASS}
            >
              <SmilePlus aria-hidden="true" size={16} />
            </button>
          }
        >
          <ReactionChoice
            onPick={(emoji) => {
              onOpen(undefined);
              actions.toggleReaction(item, emoji);
            }}
          />
        </Popover>
      )}
      {can.isThere && (
        <button
          type="button"
          tabIndex={tabIndex}
          title={t("reply")}
          aria-label={t("reply")}
          onClick={() => actions.reply(item)}
          className={TOOL_CLASS}
        >
          <Reply aria-hidden="true" size={16} />
        </button>
      )}
      <Menu
        align="end"
        isOpen={open === "menu"}
        onOpenChange={(isOpen) => onOpen(isOpen ? "menu" : undefined)}
        trigger={
          <button
            type="button"
            tabIndex={tabIndex}
            title={t("more")}
            aria-label={t("more")}
            className={TOOL_CLASS}
          >
            <Ellipsis aria-hidden="true" size={16} />
          </button>
        }
      >
        <MessageMenu item={item} actions={actions} onCopy={onCopy} />
      </Menu>
    </div>
  );
}

const TOOL_CLASS =
  "flex size-7 items-center justify-center rounded-md text-soft hover:bg-hover hover:text-ink";

function MessageMenu({ item, actions, onCopy }: Pick<ToolbarProps, "item" | "actions" | "onCopy">) {
  const t = useTranslations("thread.actions");
  const can = abilitiesOf(item);
  return (
    <>
      {can.isThere && (
        <MenuItem onSelect={() => actions.reply(item)}>
          <Reply aria-hidden="true" size={18} />
          {t("reply")}
        </MenuItem>
      )}
      <MenuItem onSelect={onCopy}>
        <Copy aria-hidden="true" size={18} />
        {t("copy")}
      </MenuItem>
      {can.canForward && (
        <MenuItem onSelect={() => actions.forward([item])}>
          <Forward aria-hidden="true" size={18} />
          {t("forward")}
        </MenuItem>
      )}
      <MenuItem onSelect={() => actions.select(item)}>
        <CheckSquare aria-hidden="true" size={18} />
        {t("select")}
      </MenuItem>
      <MenuItem onSelect={() => actions.remove([item])}>
        <Trash2 aria-hidden="true" size={18} />
        {t("delete")}
      </MenuItem>
    </>
  );
}

function ReactionChoice({ onPick }: { onPick: (emoji: string) => void }) {
  const t = useTranslations("thread.actions");
  const [showsAll, setShowsAll] = useState(false);
  const EmojiPicker = useChunk(picker);
  if (showsAll && EmojiPicker) return <EmojiPicker onPick={onPick} />;
  return (
    <div className="flex items-center justify-between gap-1">
      {QUICK.map((emoji) => (
        <button
          key={emoji}
          type="button"
          aria-label={emoji}
          onClick={() => onPick(emoji)}
          className="flex size-9 items-center justify-center rounded-full text-xl hover:bg-hover"
        >
          {emoji}
        </button>
      ))}
      <button
        type="button"
        aria-label={t("anyEmoji")}
        title={t("anyEmoji")}
        onClick={() => {
          picker.load();
          setShowsAll(true);
        }}
        className="flex size-9 items-center justify-center rounded-full bg-sunken text-soft hover:bg-hover"
      >
        {showsAll ? <Spinner /> : <SmilePlus aria-hidden="true" size={18} />}
      </button>
    </div>
  );
}

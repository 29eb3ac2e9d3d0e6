"use client";

import { useCallback, useMemo, useState } from "react";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { QuotedMessage } from "@/lib/messaging/core/records.ts";
import type { SendActions } from "@/lib/react/use-send.ts";
import type { ThreadHandle } from "@/lib/react/use-thread.ts";
import type { MessageActions, MessageItem } from "../timeline/message-actions.ts";

/** What a person has in hand in a thread, besides the words in the composer. */
export type ThreadActions = {
  actions: MessageActions;
  /** What the next message answers. */
  replyTo: QuotedMessage | undefined;
  cancelReply: () => void;
  /** Keys of the messages that are chosen; undefined while nobody chooses. */
  chosen: ReadonlySet<string> | undefined;
  endChoosing: () => void;
  /** What is about to be sent on, or to be deleted: a dialog asks where, and for whom. */
  forwarding: readonly MessageItem[] | undefined;
  removing: readonly MessageItem[] | undefined;
  closeDialog: () => void;
};

type Options = {
  thread: ThreadHandle;
  sending: SendActions;
  self: InboxId | undefined;
  /** The message is not on this device any more. */
  onGone: () => void;
};

type Dialog = { kind: "forward" | "remove"; items: readonly MessageItem[] };

/** The state behind what can be done to the messages of a thread. */
export function useThreadActions({ thread, sending, self, onGone }: Options): ThreadActions {
  const [replyTo, setReplyTo] = useState<QuotedMessage>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>();
  const [dialog, setDialog] = useState<Dialog>();
  const { showMessage } = thread;
  const { act, retry, discard } = sending;

  const actions = useMemo<MessageActions>(
    () => ({
      retry,
      discard,
      reply: (item) => setReplyTo(toQuoted(item)),
      toggleReaction: (item, emoji) => {
        if (item.id === undefined) return;
        const isOwn = item.reactions?.some(
          (reaction) =>
            reaction.emoji === emoji && self !== undefined && reaction.inboxIds.includes(self),
        );
        const action = isOwn ? "removed" : "added";
        act({ type: "reaction", to: item.id, toInboxId: item.senderInboxId, emoji, action });
      },
      forward: (items) => setDialog({ kind: "forward", items }),
      remove: (items) => setDialog({ kind: "remove", items }),
      select: ({ key }) => setChosen((now) => toggled(now, key)),
      show: (messageId) => {
        showMessage(messageId).then((shown) => shown === "gone" && onGone(), onGone);
      },
    }),
    [retry, discard, act, self, showMessage, onGone],
  );

  return {
    actions,
    replyTo,
    cancelReply: useCallback(() => setReplyTo(undefined), []),
    chosen,
    endChoosing: useCallback(() => setChosen(undefined), []),
    forwarding: dialog?.kind === "forward" ? dialog.items : undefined,
    removing: dialog?.kind === "remove" ? dialog.items : undefined,
    closeDialog: useCallback(() => setDialog(undefined), []),
  };
}

function toQuoted({ id, senderInboxId, content }: MessageItem): QuotedMessage | undefined {
  if (id === undefined) return undefined;
  return { id, senderInboxId, content: content.type === "reply" ? content.content : content };
}

function toggled(chosen: ReadonlySet<string> | undefined, key: string): ReadonlySet<string> {
  const next = new Set(chosen);
  if (!next.delete(key)) next.add(key);
  return next;
}

"use client";

import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { TimelineItem } from "@/lib/messaging/core/view.ts";
import { useChangeWords } from "../group/use-change-words.ts";
import { withoutMarks } from "../ui/isolate.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import type { MessageItem } from "./message-actions.ts";
import { contentText } from "./spoken.ts";

type AnnouncerProps = {
  items: readonly TimelineItem[];
  /** The items are from the middle of the history: none of them is news. */
  isPart: boolean;
  self: InboxId | undefined;
  nameOf: (inboxId: InboxId) => string;
};

/**
 * Reads incoming messages aloud, once each.
 *
 * The list itself can't be a live region: rows come and go with scrolling, and each would be
 * read as if it were new.
 */
export function Announcer({ items, isPart, self, nameOf }: AnnouncerProps) {
  const t = useTranslations("thread");
  const changeWords = useChangeWords(nameOf, self);
  const last = items.at(-1);
  const heard = useRef(last?.key);
  const wasPart = useRef(isPart);
  useEffect(() => {
    if (isPart || wasPart.current) heard.current = last?.key;
    wasPart.current = isPart;
  });
  const isHistory = isPart || wasPart.current || last?.key === heard.current;
  const isNews = last?.kind === "message" && !last.mine && !isHistory;
  return (
    <div aria-live="polite">
      {isNews && <VisuallyHidden key={last.key}>{spoken(last)}</VisuallyHidden>}
    </div>
  );

  function spoken({ content, senderInboxId }: MessageItem): string {
    if (content.type === "group-changed") return withoutMarks(changeWords(content));
    return t("announce", { name: nameOf(senderInboxId), text: contentText(content, t) });
  }
}

"use client";

import clsx from "clsx";
import { memo } from "react";
import { useTranslations } from "use-intl";
import type { InboxRow } from "@/lib/messaging/core/view.ts";
import { isMuted } from "@/lib/preferences/core/preferences.ts";
import { useName } from "@/lib/react/use-names.ts";
import { useOwnInboxId } from "@/lib/react/use-own-inbox-id.ts";
import { useConversationSettings } from "@/lib/react/use-preferences.ts";
import { ThreadMark } from "../avatar/thread-mark.tsx";
import { MutedMark, PinnedMark } from "../conversation/row-marks.tsx";
import { NameWarning } from "../name/name-warning.tsx";
import { PlaceLink } from "../place/place-link.tsx";
import { displayName } from "../ui/names.ts";
import { useTimes } from "../ui/use-times.ts";
import { isVisible } from "../ui/visible.ts";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import { DraftPreview, RowPreview } from "./row-preview.tsx";
import { threadPath } from "./thread-path.ts";

export const ROW_HEIGHT_PX = 68;

type InboxRowProps = {
  row: InboxRow;
  isSelected: boolean;
  /** The one row of the list that the Tab key reaches. */
  isTabStop: boolean;
  nowMs: number;
};

/** A conversation in the list: who, what was said last, when, and how much is unread. */
export const InboxRowLink = memo(function InboxRowLink(props: InboxRowProps) {
  const { row, isSelected, isTabStop, nowMs } = props;
  const t = useTranslations("inbox");
  const times = useTimes();
  const peerName = useName(row.peer?.address);
  const self = useOwnInboxId();
  const settings = useConversationSettings(row.key);
  const isQuiet = isMuted(settings, nowMs);
  const isUnread = row.unreadCount > 0 && !isSelected;
  const draft = isSelected ? "" : settings.draft;
  return (
    <PlaceLink
      href={threadPath(row)}
      tabIndex={isTabStop ? 0 : -1}
      aria-current={isSelected ? "page" : undefined}
      data-thread={row.key}
      title={row.peer?.address}
      className={clsx(
        "mx-2 flex h-16 items-center gap-3 rounded-xl px-2.5 transition-colors",
        isSelected ? "bg-selected" : "hover:bg-hover",
      )}
    >
      <ThreadMark threadKey={row.key} address={row.peer?.address} sizePx={44} />
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex items-baseline gap-2">
          <span className="flex min-w-0 flex-1 items-center gap-1.5">
            <span
              data-name=""
              className={clsx("foreign truncate", isUnread ? "font-bold" : "font-semibold")}
            >
              {displayName(row, t("group"), peerName?.name)}
            </span>
            <NameWarning name={peerName} />
            {isQuiet && <MutedMark untilMs={settings.mutedUntilMs} nowMs={nowMs} />}
          </span>
          <time
            title={times.full(row.lastAtMs)}
            className={clsx(
              "shrink-0 text-xs",
              isUnread && !isQuiet ? "font-semibold text-accent" : "text-faint",
            )}
          >
            {times.row(row.lastAtMs, nowMs)}
          </time>
        </span>
        <span className="flex items-center gap-2">
          <span
            className={clsx("min-w-0 flex-1 truncate text-sm", isUnread ? "text-ink" : "text-soft")}
          >
            {isVisible(draft) ? (
              <DraftPreview text={draft} />
            ) : (
              <RowPreview preview={row.preview} self={self} />
            )}
          </span>
          {settings.pinRank > 0 && <PinnedMark />}
          {isUnread && <UnreadBadge count={row.unreadCount} isQuiet={isQuiet} />}
        </span>
      </span>
    </PlaceLink>
  );
});

function UnreadBadge({ count, isQuiet }: { count: number; isQuiet: boolean }) {
  const t = useTranslations("inbox");
  return (
    <span
      className={clsx(
        "inline-flex h-5 min-w-5 shrink-0 items-center justify-center rounded-full px-1.5 font-semibold text-2xs",
        isQuiet ? "bg-sunken text-soft" : "bg-accent text-on-accent",
      )}
    >
      <span aria-hidden="true">{count > 99 ? "99+" : count}</span>
      <VisuallyHidden>{t("unread", { count })}</VisuallyHidden>
    </span>
  );
}

"use client";

import { Archive } from "lucide-react";
import { useTranslations } from "use-intl";
import type { InboxRow } from "@/lib/messaging/core/view.ts";
import { listPath } from "../place/place.ts";
import { PlaceLink } from "../place/place-link.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";

/** The way to what was put away; above the list, and only while there is something. */
export function ArchiveEntry({ archived }: { archived: readonly InboxRow[] }) {
  const t = useTranslations("conversation.archived");
  const tInbox = useTranslations("inbox");
  if (archived.length === 0) return null;
  const unreadCount = archived.reduce((sum, row) => sum + row.unreadCount, 0);
  return (
    <PlaceLink
      href={listPath("archive")}
      className="mx-2 mb-1 flex min-h-10 shrink-0 items-center gap-3 rounded-xl px-2.5 text-soft text-sm transition-colors hover:bg-hover"
    >
      <span className="flex w-11 shrink-0 justify-center">
        <Archive aria-hidden="true" size={18} />
      </span>
      <span className="flex-1">
        {t("title")}
        <VisuallyHidden>. {t("count", { count: archived.length })}</VisuallyHidden>
      </span>
      {unreadCount > 0 && (
        <span className="font-semibold text-xs">
          <span aria-hidden="true">{unreadCount > 99 ? "99+" : unreadCount}</span>
          <VisuallyHidden>{tInbox("unread", { count: unreadCount })}</VisuallyHidden>
        </span>
      )}
    </PlaceLink>
  );
}

"use client";

import type { LucideIcon } from "lucide-react";
import { useTranslations } from "use-intl";
import type { InboxRow } from "@/lib/messaging/core/view.ts";
import { type ListName, listPath } from "../place/place.ts";
import { PlaceLink } from "../place/place-link.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";

type ListEntryProps = {
  list: ListName;
  icon: LucideIcon;
  title: string;
  /** How many there are, in words. */
  count: string;
  rows: readonly InboxRow[];
};

/** The way to another list; above the list, and only while there is something in it. */
export function ListEntry({ list, icon: Icon, title, count, rows }: ListEntryProps) {
  const t = useTranslations("inbox");
  if (rows.length === 0) return null;
  const unreadCount = rows.reduce((sum, row) => sum + row.unreadCount, 0);
  return (
    <PlaceLink
      href={listPath(list)}
      className="mx-2 mb-1 flex min-h-10 shrink-0 items-center gap-3 rounded-xl px-2.5 text-soft text-sm transition-colors hover:bg-hover"
    >
      <span className="flex w-11 shrink-0 justify-center">
        <Icon aria-hidden="true" size={18} />
      </span>
      <span className="flex-1">
        {title}
        <VisuallyHidden>. {count}</VisuallyHidden>
      </span>
      {unreadCount > 0 && (
        <span className="font-semibold text-xs">
          <span aria-hidden="true">{unreadCount > 99 ? "99+" : unreadCount}</span>
          <VisuallyHidden>{t("unread", { count: unreadCount })}</VisuallyHidden>
        </span>
      )}
    </PlaceLink>
  );
}

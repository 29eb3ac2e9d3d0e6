"use client";

import { ArrowLeft } from "lucide-react";
import { useTranslations } from "use-intl";
import type { InboxRow, ThreadKey } from "@/lib/messaging/core/view.ts";
import { listPath } from "../place/place.ts";
import { PlaceLink } from "../place/place-link.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ICON_BUTTON_CLASS } from "../ui/icon-button.tsx";
import { InboxList } from "./inbox-list.tsx";
import { InboxSkeleton } from "./inbox-skeleton.tsx";

type SideListProps = {
  status: "loading" | "ready";
  rows: readonly InboxRow[];
  selected: ThreadKey | undefined;
  words: { title: string; back: string; empty: string; emptyBody: string };
};

/** A list beside the inbox, with the way back to it. */
export function SideList({ status, rows, selected, words }: SideListProps) {
  const t = useTranslations("inbox");
  return (
    <>
      <header className="flex h-14 shrink-0 items-center gap-2 px-3">
        <PlaceLink
          href={listPath("inbox")}
          aria-label={words.back}
          title={words.back}
          className={ICON_BUTTON_CLASS}
        >
          <ArrowLeft aria-hidden="true" size={20} />
        </PlaceLink>
        <h1 className="min-w-0 flex-1 truncate font-bold text-lg">{words.title}</h1>
      </header>
      {rows.length > 0 && <InboxList title={words.title} rows={rows} selected={selected} />}
      {rows.length === 0 && status === "loading" && <InboxSkeleton label={t("loading")} />}
      {rows.length === 0 && status === "ready" && (
        <EmptyState title={words.empty} body={words.emptyBody} />
      )}
    </>
  );
}

"use client";

import { SquarePen } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { InboxRow, ThreadKey } from "@/lib/messaging/core/view.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { InboxList } from "./inbox-list.tsx";
import { InboxSkeleton } from "./inbox-skeleton.tsx";

type InboxProps = {
  status: "loading" | "ready";
  rows: readonly InboxRow[];
  selected: ThreadKey | undefined;
  /** The account's menu, at the head of the list. */
  accountMenu: ReactNode;
  onCompose: () => void;
};

/** The list pane: who one talks with, and the way to somebody new. */
export function Inbox({ status, rows, selected, accountMenu, onCompose }: InboxProps) {
  const t = useTranslations("inbox");
  return (
    <>
      <header className="flex h-14 shrink-0 items-center gap-2 px-3">
        {accountMenu}
        <h1 className="min-w-0 flex-1 truncate font-bold text-lg">{t("title")}</h1>
        <IconButton label={t("newMessage")} onClick={onCompose}>
          <SquarePen aria-hidden="true" size={20} />
        </IconButton>
      </header>
      {rows.length > 0 && <InboxList rows={rows} selected={selected} />}
      {rows.length === 0 && status === "loading" && <InboxSkeleton label={t("loading")} />}
      {rows.length === 0 && status === "ready" && (
        <EmptyState
          title={t("empty.title")}
          body={t("empty.body")}
          action={<Button onClick={onCompose}>{t("empty.action")}</Button>}
        />
      )}
    </>
  );
}

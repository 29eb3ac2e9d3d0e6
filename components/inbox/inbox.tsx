"use client";

import { ArrowLeft, SquarePen } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { InboxRow, ThreadKey } from "@/lib/messaging/core/view.ts";
import { type ListName, listPath } from "../place/place.ts";
import { PlaceLink } from "../place/place-link.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ICON_BUTTON_CLASS, IconButton } from "../ui/icon-button.tsx";
import { ArchiveEntry } from "./archive-entry.tsx";
import { InboxList } from "./inbox-list.tsx";
import { InboxSkeleton } from "./inbox-skeleton.tsx";

type InboxProps = {
  /** Which of the lists. */
  list: ListName;
  status: "loading" | "ready";
  listed: readonly InboxRow[];
  archived: readonly InboxRow[];
  selected: ThreadKey | undefined;
  /** The account's menu, at the head of the list. */
  accountMenu: ReactNode;
  onCompose: () => void;
};

/** The list pane: who one talks with, and the way to somebody new. */
export function Inbox(props: InboxProps) {
  const { list, status, listed, archived, selected, accountMenu, onCompose } = props;
  const t = useTranslations("inbox");
  if (list === "archive") return <ArchiveList {...props} />;
  const hasNone = listed.length === 0;
  return (
    <>
      <header className="flex h-14 shrink-0 items-center gap-2 px-3">
        {accountMenu}
        <h1 className="min-w-0 flex-1 truncate font-bold text-lg">{t("title")}</h1>
        <IconButton label={t("newMessage")} onClick={onCompose}>
          <SquarePen aria-hidden="true" size={20} />
        </IconButton>
      </header>
      <ArchiveEntry archived={archived} />
      {!hasNone && <InboxList title={t("title")} rows={listed} selected={selected} />}
      {hasNone && status === "loading" && <InboxSkeleton label={t("loading")} />}
      {hasNone && status === "ready" && (
        <EmptyState
          title={t("empty.title")}
          body={t("empty.body")}
          action={<Button onClick={onCompose}>{t("empty.action")}</Button>}
        />
      )}
    </>
  );
}

function ArchiveList({ status, archived, selected }: InboxProps) {
  const t = useTranslations("conversation.archived");
  const tInbox = useTranslations("inbox");
  return (
    <>
      <header className="flex h-14 shrink-0 items-center gap-2 px-3">
        <PlaceLink
          href={listPath("inbox")}
          aria-label={t("back")}
          title={t("back")}
          className={ICON_BUTTON_CLASS}
        >
          <ArrowLeft aria-hidden="true" size={20} />
        </PlaceLink>
        <h1 className="min-w-0 flex-1 truncate font-bold text-lg">{t("title")}</h1>
      </header>
      {archived.length > 0 && <InboxList title={t("title")} rows={archived} selected={selected} />}
      {archived.length === 0 && status === "loading" && <InboxSkeleton label={tInbox("loading")} />}
      {archived.length === 0 && status === "ready" && (
        <EmptyState title={t("empty")} body={t("emptyBody")} />
      )}
    </>
  );
}

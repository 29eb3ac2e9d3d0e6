"use client";

import { Archive, MailQuestionMark, SquarePen } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import type { ArrangedRows } from "@/lib/preferences/core/arrange.ts";
import type { ListName } from "../place/place.ts";
import { InboxSearch } from "../search/inbox-search.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { InboxList } from "./inbox-list.tsx";
import { InboxSkeleton } from "./inbox-skeleton.tsx";
import { ListEntry } from "./list-entry.tsx";
import { SideList } from "./side-list.tsx";

type InboxProps = {
  /** Which of the lists. */
  list: ListName;
  status: "loading" | "ready";
  rows: Pick<ArrangedRows, "listed" | "archived" | "requests">;
  selected: ThreadKey | undefined;
  /** The account's menu, at the head of the list. */
  accountMenu: ReactNode;
  /** What is asked at the foot of the list. */
  footer?: ReactNode;
  onCompose: () => void;
};

/** The list pane: who one talks with, and the way to somebody new. */
export function Inbox(props: InboxProps) {
  const { list, status, rows, selected, accountMenu, onCompose } = props;
  const { listed, archived, requests } = rows;
  const t = useTranslations("inbox");
  const words = useListWords();
  const all = useMemo(() => [...listed, ...archived, ...requests], [listed, archived, requests]);
  if (list !== "inbox") {
    const aside = list === "archive" ? archived : requests;
    return <SideList status={status} rows={aside} selected={selected} words={words[list]} />;
  }
  const otherLists = (
    <>
      <ListEntry
        list="requests"
        icon={MailQuestionMark}
        title={words.requests.title}
        count={words.requests.count(requests.length)}
        rows={requests}
      />
      <ListEntry
        list="archive"
        icon={Archive}
        title={words.archive.title}
        count={words.archive.count(archived.length)}
        rows={archived}
      />
    </>
  );
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
      {all.length === 0 && otherLists}
      {all.length > 0 && (
        <InboxSearch rows={all} hasThread={selected !== undefined}>
          {otherLists}
          {!hasNone && <InboxList title={t("title")} rows={listed} selected={selected} />}
        </InboxSearch>
      )}
      {hasNone && status === "loading" && <InboxSkeleton label={t("loading")} />}
      {hasNone && status === "ready" && (
        <EmptyState
          title={t("empty.title")}
          body={t("empty.body")}
          action={<Button onClick={onCompose}>{t("empty.action")}</Button>}
        />
      )}
      {props.footer}
    </>
  );
}

function useListWords() {
  const tArchive = useTranslations("conversation.archived");
  const tRequests = useTranslations("consent.requests");
  const wordsOf = (t: typeof tArchive | typeof tRequests) => ({
    title: t("title"),
    back: t("back"),
    empty: t("empty"),
    emptyBody: t("emptyBody"),
    count: (count: number) => t("count", { count }),
  });
  return { archive: wordsOf(tArchive), requests: wordsOf(tRequests) };
}

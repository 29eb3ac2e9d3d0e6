"use client";

import { useState } from "react";
import type { MessageId } from "@/lib/messaging/core/records.ts";
import type { InboxRow } from "@/lib/messaging/core/view.ts";
import { useSearch } from "@/lib/react/use-search.ts";
import { useShowMessage } from "@/lib/react/use-show-message.ts";
import { threadPath } from "../inbox/thread-path.ts";
import { goTo } from "../place/go.ts";
import { useOptions } from "./use-options.ts";
import { usePeopleSearch } from "./use-people-search.ts";

/** More people than this are named more closely. */
const MOST_PEOPLE = 6;
const PAGE_LENGTH = 30;

export type FoundOptions = Pick<
  ReturnType<typeof useFound>,
  "people" | "hits" | "more" | "options"
>;

/** Everything that is found for a text, as options of one list, and where each leads. */
export function useFound(text: string, rows: readonly InboxRow[]) {
  const [page, setPage] = useState({ text, limit: PAGE_LENGTH });
  const limit = page.text === text ? page.limit : PAGE_LENGTH;
  const search = useSearch({ text, limit });
  const showMessage = useShowMessage();
  const [gone, setGone] = useState<MessageId>();

  const people = usePeopleSearch(text, rows)
    .slice(0, MOST_PEOPLE)
    .map((found) => ({
      found,
      option: { key: found.row.key, choose: () => goTo(threadPath(found.row)) },
    }));

  const byKey = new Map(rows.map((row) => [row.key, row]));
  const hits = search.hits.flatMap((hit) => {
    const { id, thread } = hit.message;
    const row = byKey.get(thread);
    if (!row) return [];
    const choose = () => {
      goTo(threadPath(row));
      showMessage(thread, id).then(
        (shown) => setGone(shown === "gone" ? id : undefined),
        // The conversation is open, and says what is wrong.
        () => undefined,
      );
    };
    return [{ hit, row, option: { key: id, choose } }];
  });

  const more =
    search.total > search.hits.length && search.hits.length > 0
      ? { key: "more", choose: () => setPage({ text, limit: limit + PAGE_LENGTH }) }
      : undefined;
  const options = useOptions([
    ...people.map(({ option }) => option),
    ...hits.map(({ option }) => option),
    ...(more ? [more] : []),
  ]);
  return { search, people, hits, more, options, isGone: gone !== undefined };
}

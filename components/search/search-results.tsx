"use client";

import { type ReactNode, useId } from "react";
import { useTranslations } from "use-intl";
import type { InboxRow } from "@/lib/messaging/core/view.ts";
import type { SearchBinding } from "@/lib/react/use-search.ts";
import { useNowMs } from "../ui/use-times.ts";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import { FoundMessageRow } from "./found-message.tsx";
import { FoundPersonRow } from "./found-person.tsx";
import { IndexNote } from "./index-note.tsx";
import type { FoundOptions } from "./use-found.ts";

type SearchResultsProps = FoundOptions & {
  text: string;
  rows: readonly InboxRow[];
  search: SearchBinding;
  /** A message that was chosen is not there any more. */
  isGone: boolean;
};

/** What was found: people and groups, then messages. The field above it keeps the focus. */
export function SearchResults(props: SearchResultsProps) {
  const { text, rows, search, people, hits, more, options, isGone } = props;
  const t = useTranslations("search");
  const nowMs = useNowMs();
  const { total, isPending, state } = search;
  const isNothing = people.length === 0 && hits.length === 0;
  const isSure = isNothing && !isPending && !search.error;
  const isReading = state.kind !== "ready";
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <IndexNote {...search} />
      {/* It scrolls itself: the field that it belongs to is the keyboard's way into it. */}
      <div
        id={options.listId}
        role="listbox"
        aria-label={t("results")}
        className="scroll-pane min-h-0 pb-2"
      >
        {people.length > 0 && (
          <Group title={t("people")}>
            {people.map(({ found, option }) => (
              <FoundPersonRow key={option.key} found={found} {...options.optionProps(option)} />
            ))}
          </Group>
        )}
        {hits.length > 0 && (
          <Group title={t("messages", { count: total })}>
            {hits.map(({ hit, row, option }) => (
              <FoundMessageRow
                key={option.key}
                hit={hit}
                row={row}
                nowMs={nowMs}
                {...options.optionProps(option)}
              />
            ))}
            {more && (
              <div
                {...options.optionProps(more)}
                className="mx-2 cursor-pointer rounded-xl px-2.5 py-2 text-center font-semibold text-accent text-sm hover:bg-hover aria-selected:bg-selected"
              >
                {t("more")}
              </div>
            )}
          </Group>
        )}
      </div>
      {isSure && rows.length > 0 && (
        <div className="flex flex-col gap-1.5 px-8 pt-10 text-center">
          <p className="foreign font-semibold">
            {isReading ? t("nothingYet") : t("nothing", { text: text.trim() })}
          </p>
          <p className="text-balance text-sm text-soft">
            {isReading ? t("nothingYetHint") : t("nothingHint")}
          </p>
        </div>
      )}
      <div role="status">
        {isGone && <p className="px-4.5 py-2 text-sm text-soft">{t("gone")}</p>}
        {!isPending && (
          <VisuallyHidden>{t("found", { people: people.length, messages: total })}</VisuallyHidden>
        )}
      </div>
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a listbox has groups, not fieldsets
    <div role="group" aria-labelledby={id}>
      <p id={id} className="px-4.5 pt-2 pb-1 font-semibold text-faint text-xs">
        {title}
      </p>
      {children}
    </div>
  );
}

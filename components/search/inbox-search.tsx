"use client";

import { Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { InboxRow } from "@/lib/messaging/core/view.ts";
import { usePrepareSearch } from "@/lib/react/use-search.ts";
import { type PaletteAction, usePaletteActions } from "../palette/registry.ts";
import { keyNames } from "../palette/shortcuts.ts";
import { isMac, useShortcuts } from "../palette/use-shortcuts.ts";
import { SearchField } from "./search-field.tsx";
import { SearchResults } from "./search-results.tsx";
import { useFound } from "./use-found.ts";

type InboxSearchProps = {
  rows: readonly InboxRow[];
  /** Whether a conversation is open, which has a search of its own. */
  hasThread: boolean;
  /** The list, while nobody looks for anything. */
  children: ReactNode;
};

/** The field at the head of the list; what is found takes the list's place. */
export function InboxSearch({ rows, hasThread, children }: InboxSearchProps) {
  const t = useTranslations("search");
  const [text, setText] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const found = useFound(text, rows);
  const focus = useCallback(() => field.current?.focus(), []);
  useShortcuts({ ...(!hasThread && { find: focus }), "find-all": focus }, false);
  usePaletteActions(useSearchAction(focus));
  const isOpen = text.trim() !== "";
  const { listId, activeId, onKeyDown } = found.options;
  // What is on the screen still answers what was typed before.
  const isStale = found.search.isPending && found.people.length === 0;

  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (text === "") field.current?.blur();
      setText("");
    } else if (isOpen && !(event.key === "Enter" && isStale)) onKeyDown(event);
  };
  return (
    <>
      <search className="flex shrink-0 px-3 pb-2">
        <SearchField
          ref={field}
          label={t("label")}
          clearLabel={t("clear")}
          placeholder={t("placeholder")}
          value={text}
          onWrite={setText}
          onClear={() => {
            setText("");
            focus();
          }}
          onFocus={usePrepareSearch()}
          onKeyDown={onKey}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={isOpen ? listId : undefined}
          aria-activedescendant={isOpen ? activeId : undefined}
        />
      </search>
      {isOpen ? <SearchResults {...found} text={text} rows={rows} /> : children}
    </>
  );
}

/** The palette leads here too. */
function useSearchAction(focus: () => void): PaletteAction[] {
  const t = useTranslations("search");
  const heading = useTranslations("palette")("actions");
  return useMemo(() => {
    const keys = keyNames(isMac())["find-all"];
    return [{ id: "search", label: t("label"), heading, icon: Search, keys, run: focus }];
  }, [t, heading, focus]);
}

"use client";

import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Locale } from "@/lib/i18n/locales.ts";
import { type FoundEmoji, findEmoji, loadEmoji } from "./emoji-data.ts";

const COLUMNS = 8;

/** Any emoji there is, by its word: a field to search in, and a grid for the arrow keys. */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const t = useTranslations("emoji");
  const { all, hasFailed } = useEmoji();
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const grid = useRef<HTMLDivElement>(null);
  const listId = useId();
  const found = useMemo(() => findEmoji(all, query), [all, query]);

  const move = (to: number) => {
    const next = Math.max(0, Math.min(found.length - 1, to));
    setActive(next);
    grid.current?.children[next]?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    // Inside a word the arrows move in it.
    const isInWord = query !== "" && (event.key === "ArrowLeft" || event.key === "ArrowRight");
    if (step !== undefined && !isInWord) {
      event.preventDefault();
      move(active + step);
    }
    const chosen = found[active];
    if (event.key === "Enter" && chosen) {
      event.preventDefault();
      onPick(chosen.emoji);
    }
  };

  return (
    <div className="flex w-full flex-col gap-2">
      <input
        type="search"
        // biome-ignore lint/a11y/noAutofocus: it opened because somebody asked for it
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={found[active] && `${listId}-${active}`}
        aria-label={t("search")}
        placeholder={t("search")}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        className="min-h-9 w-full rounded-lg border border-strong/50 bg-raised px-3 text-base placeholder:text-faint"
      />
      <div
        ref={grid}
        id={listId}
        role="listbox"
        aria-label={t("all")}
        tabIndex={-1}
        className="scroll-pane grid h-56 grid-cols-8 content-start"
      >
        {found.map(({ emoji, label }, index) => (
          <EmojiOption
            key={emoji}
            id={`${listId}-${index}`}
            emoji={emoji}
            label={label}
            isActive={index === active}
            onPick={onPick}
          />
        ))}
      </div>
      {hasFailed && <p className="text-danger text-sm">{t("failed")}</p>}
      {!hasFailed && all.length > 0 && found.length === 0 && (
        <p className="text-faint text-sm">{t("none")}</p>
      )}
    </div>
  );
}

type OptionProps = {
  id: string;
  emoji: string;
  label: string;
  isActive: boolean;
  onPick: (emoji: string) => void;
};

function EmojiOption({ id, emoji, label, isActive, onPick }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keyboard
    // biome-ignore lint/a11y/useFocusableInteractive: the field above names the active one
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      aria-label={label}
      title={label}
      onClick={() => onPick(emoji)}
      className="flex h-9 cursor-pointer select-none items-center justify-center rounded-lg text-xl [contain-intrinsic-size:36px] [content-visibility:auto] hover:bg-hover aria-selected:bg-selected"
    >
      {emoji}
    </div>
  );
}

function useEmoji(): { all: readonly FoundEmoji[]; hasFailed: boolean } {
  const locale = useLocale() as Locale;
  const [all, setAll] = useState<readonly FoundEmoji[]>([]);
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    let isOver = false;
    loadEmoji(locale).then(
      (emoji) => !isOver && setAll(emoji),
      () => !isOver && setHasFailed(true),
    );
    return () => {
      isOver = true;
    };
  }, [locale]);
  return { all, hasFailed };
}

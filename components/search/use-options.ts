"use client";

import { type KeyboardEvent, useId, useState } from "react";

/** What can be chosen in a list, by a name of its own. */
export type Option = { key: string; choose: () => void };

/**
 * The options of a list below a field that keeps the focus (ARIA: combobox with a listbox): arrows go
 * from one to the next and around, Enter chooses. At first the first one is active.
 */
export function useOptions(options: readonly Option[]) {
  const listId = useId();
  const [movedTo, setMovedTo] = useState<string>();
  const active = options.find(({ key }) => key === movedTo) ?? options[0];
  const idOf = (key: string) => `${listId}-${key}`;

  const moveTo = (index: number) => {
    const next = options[(index + options.length) % options.length];
    if (!next) return;
    setMovedTo(next.key);
    document.getElementById(idOf(next.key))?.scrollIntoView({ block: "nearest" });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const current = active ? options.indexOf(active) : -1;
    if (event.nativeEvent.isComposing || current < 0) return;
    if (event.key === "ArrowDown") moveTo(current + 1);
    else if (event.key === "ArrowUp") moveTo(current - 1);
    else if (event.key === "Enter") active?.choose();
    else return;
    event.preventDefault();
  };

  return {
    listId,
    activeId: active && idOf(active.key),
    onKeyDown,
    /** What an option's element needs. */
    optionProps: ({ key, choose }: Option) => ({
      id: idOf(key),
      role: "option" as const,
      "aria-selected": key === active?.key,
      onClick: () => {
        setMovedTo(key);
        choose();
      },
    }),
  };
}

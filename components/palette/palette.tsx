"use client";

import clsx from "clsx";
import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Keys } from "./keys.tsx";
import { type PaletteItem, usePaletteItems } from "./use-palette-items.tsx";

type PaletteProps = { open: boolean; onClose: () => void };

/**
 * Everything one can go to and do, by typing a part of its name. The focus goes back to where it
 * was before what was chosen happens, and moves on with that.
 */
export function Palette({ open, onClose }: PaletteProps) {
  const t = useTranslations("palette");
  const dialog = useRef<HTMLDialogElement>(null);
  const chosen = useRef<() => void>(undefined);

  useEffect(() => {
    const element = dialog.current;
    if (open && element && !element.open) element.showModal();
    if (!open && element?.open) element.close();
  }, [open]);

  const choose = (item: PaletteItem) => {
    chosen.current = item.run;
    onClose();
  };
  const onClosed = () => {
    chosen.current?.();
    chosen.current = undefined;
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the keyboard's way; the browser gives it as `cancel`
    <dialog
      ref={dialog}
      aria-label={t("title")}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={onClosed}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
      className="mx-auto mt-[max(0.5rem,env(safe-area-inset-top))] mb-auto w-[calc(100%-1rem)] max-w-xl overflow-hidden rounded-2xl bg-raised p-0 text-ink shadow-pop outline-none backdrop:bg-scrim open:appear split:mt-[12vh]"
    >
      {open && <Finder onChoose={choose} />}
    </dialog>
  );
}

function Finder({ onChoose }: { onChoose: (item: PaletteItem) => void }) {
  const t = useTranslations("palette");
  const id = useId();
  const [typed, setTyped] = useState("");
  const [activeId, setActiveId] = useState<string>();
  const items = usePaletteItems(typed);
  const active = Math.max(
    0,
    items.findIndex((item) => item.id === activeId),
  );
  const optionId = (index: number) => `${id}-${index}`;

  const moveTo = (index: number) => {
    const item = items[(index + items.length) % items.length];
    setActiveId(item?.id);
    document.getElementById(optionId(item ? items.indexOf(item) : 0))?.scrollIntoView({
      block: "nearest",
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const item = items[active];
    if (event.key === "ArrowDown") moveTo(active + 1);
    else if (event.key === "ArrowUp") moveTo(active - 1);
    else if (event.key === "Enter" && item) onChoose(item);
    else return;
    event.preventDefault();
  };

  return (
    <div className="flex max-h-[min(32rem,calc(100dvh-1rem))] flex-col">
      <div className="flex shrink-0 items-center gap-3 border-rule border-b px-4">
        <Search aria-hidden="true" size={18} className="shrink-0 text-soft" />
        <input
          type="text"
          role="combobox"
          aria-label={t("label")}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={items.length > 0 ? optionId(active) : undefined}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setActiveId(undefined);
          }}
          onKeyDown={onKeyDown}
          placeholder={t("label")}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          className="h-13 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-faint"
        />
      </div>
      <Options
        id={`${id}-list`}
        items={items}
        active={active}
        optionId={optionId}
        onChoose={onChoose}
      />
      <p
        role="status"
        className={clsx("px-4 py-6 text-center text-soft", items.length > 0 && "sr-only")}
      >
        {items.length === 0 ? t("nothing") : t("found", { count: items.length })}
      </p>
    </div>
  );
}

type OptionsProps = {
  id: string;
  items: readonly PaletteItem[];
  active: number;
  optionId: (index: number) => string;
  onChoose: (item: PaletteItem) => void;
};

function Options({ id, items, active, optionId, onChoose }: OptionsProps) {
  const t = useTranslations("palette");
  const headings = [...new Set(items.map(({ heading }) => heading))];
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t("title")}
      className={clsx("scroll-pane min-h-0 flex-1 p-1.5", items.length === 0 && "hidden")}
    >
      {headings.map((heading) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of a listbox's options, not of a form's fields
        <div key={heading} role="group" aria-label={heading}>
          <p aria-hidden="true" className="px-3 pt-2 pb-1 text-faint text-xs">
            {heading}
          </p>
          {items.map((item, index) =>
            item.heading === heading ? (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
              // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field above
              <div
                key={item.id}
                id={optionId(index)}
                role="option"
                aria-selected={index === active}
                onClick={() => onChoose(item)}
                className={clsx(
                  "flex min-h-10 cursor-pointer select-none items-center gap-3 rounded-lg px-3 py-1.5 text-base [&_svg]:shrink-0",
                  index === active ? "bg-selected" : "hover:bg-hover",
                )}
              >
                <span className="flex w-6 shrink-0 justify-center text-soft">{item.art}</span>
                <span className="foreign min-w-0 flex-1 truncate">{item.label}</span>
                {item.keys && <Keys names={item.keys} />}
              </div>
            ) : null,
          )}
        </div>
      ))}
    </div>
  );
}

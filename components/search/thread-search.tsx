"use client";

import { ChevronDown, ChevronUp, X } from "lucide-react";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import type { MessageHit } from "@/lib/react/use-search.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { useTimes } from "../ui/use-times.ts";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import { IndexNote } from "./index-note.tsx";
import { SearchField } from "./search-field.tsx";
import { useSteps } from "./use-steps.ts";
import { useWriter } from "./use-writer.ts";

type ThreadSearchProps = { threadKey: ThreadKey; name: string; onClose: () => void };

/** Goes through the messages of one conversation that have certain words, from the newest back. */
export function ThreadSearch({ threadKey, name, onClose }: ThreadSearchProps) {
  const t = useTranslations("search.thread");
  const tSearch = useTranslations("search");
  const locale = useLocale();
  const [text, setText] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const { search, current, index, hasHits, step } = useSteps(threadKey, text);
  useFocusMeanwhile(field);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") onClose();
    else if (event.key === "ArrowUp" || (event.key === "Enter" && !event.shiftKey)) step(1);
    else if (event.key === "ArrowDown" || event.key === "Enter") step(-1);
    else return;
    event.preventDefault();
  };
  const isAsked = text.trim() !== "";
  const isNothing = isAsked && !search.isPending && !hasHits && !search.error;
  return (
    <search className="shrink-0 border-rule border-b px-2 py-2 split:px-3">
      <div className="flex items-center gap-1">
        <SearchField
          ref={field}
          label={t("label", { name })}
          clearLabel={tSearch("clear")}
          placeholder={tSearch("placeholder")}
          value={text}
          onWrite={setText}
          onClear={() => {
            setText("");
            field.current?.focus();
          }}
          onKeyDown={onKeyDown}
        />
        <p className="min-w-16 shrink-0 pl-1 text-center text-faint text-xs">
          {hasHits && t("position", positionIn(index, search.total, locale))}
          {isNothing && t("none")}
        </p>
        <IconButton label={t("older")} onClick={() => step(1)} aria-disabled={!hasHits}>
          <ChevronUp aria-hidden="true" size={20} />
        </IconButton>
        <IconButton label={t("newer")} onClick={() => step(-1)} aria-disabled={!hasHits}>
          <ChevronDown aria-hidden="true" size={20} />
        </IconButton>
        <IconButton label={t("close")} onClick={onClose}>
          <X aria-hidden="true" size={20} />
        </IconButton>
      </div>
      {isAsked && <IndexNote {...search} />}
      <div role="status">
        <VisuallyHidden>
          {current && <Spoken hit={current} index={index} total={search.total} name={name} />}
          {isNothing && t("none")}
        </VisuallyHidden>
      </div>
    </search>
  );
}

/** Takes the focus, and gives it back to who had it. */
function useFocusMeanwhile(field: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    field.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [field]);
}

type SpokenProps = { hit: MessageHit; index: number; total: number; name: string };

/** The message that one is at, in words: the focus stays in the field. */
function Spoken({ hit, index, total, name }: SpokenProps) {
  const t = useTranslations("search.thread");
  const tThread = useTranslations("thread.spoken");
  const times = useTimes();
  const writer = useWriter(hit);
  const text = hit.snippet.map((part) => part.text).join("");
  const time = times.full(Number(hit.message.sentAtNs / 1_000_000n));
  const message = hit.mine
    ? tThread("mine", { time, text })
    : tThread("theirs", { name: writer ?? name, time, text });
  return t("spoken", { ...positionIn(index, total, useLocale()), message });
}

function positionIn(index: number, total: number, locale: string) {
  return { index: (index + 1).toLocaleString(locale), total: total.toLocaleString(locale) };
}

"use client";

import { Copy, Forward, Trash2, X } from "lucide-react";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { abilitiesOf, type MessageActions, type MessageItem } from "../timeline/message-actions.ts";
import { contentText } from "../timeline/spoken.ts";
import { useCopy } from "../ui/copy-button.tsx";
import { IconButton } from "../ui/icon-button.tsx";

type ChoosingBarProps = {
  /** In the order of the thread. */
  items: readonly MessageItem[];
  actions: MessageActions;
  onEnd: () => void;
};

/** What can be done to all chosen messages at once; stands where the composer is. */
export function ChoosingBar({ items, actions, onEnd }: ChoosingBarProps) {
  const t = useTranslations("thread.choosing");
  const tThread = useTranslations("thread");
  const { copy } = useCopy();
  const hasNone = items.length === 0;
  const canForward = !hasNone && items.every((item) => abilitiesOf(item).canForward);
  useEndOnEscape(onEnd);
  const then = (act: () => void) => () => {
    act();
    onEnd();
  };
  return (
    <div
      role="toolbar"
      aria-label={t("label")}
      className="flex shrink-0 items-center gap-1 bg-surface px-3 pt-2 pb-[max(0.75rem,env(safe-area-inset-bottom))] split:px-5"
    >
      <IconButton label={t("end")} onClick={onEnd}>
        <X aria-hidden="true" size={20} />
      </IconButton>
      <p role="status" className="flex-1 font-semibold text-base">
        {t("count", { count: items.length })}
      </p>
      <IconButton
        label={t("copy")}
        disabled={hasNone}
        onClick={then(() =>
          copy(items.map(({ content }) => contentText(content, tThread)).join("\n")),
        )}
      >
        <Copy aria-hidden="true" size={20} />
      </IconButton>
      <IconButton
        label={t("forward")}
        disabled={!canForward}
        onClick={then(() => actions.forward(items))}
      >
        <Forward aria-hidden="true" size={20} />
      </IconButton>
      <IconButton
        label={t("delete")}
        disabled={hasNone}
        onClick={then(() => actions.remove(items))}
      >
        <Trash2 aria-hidden="true" size={20} />
      </IconButton>
    </div>
  );
}

function useEndOnEscape(onEnd: () => void): void {
  useEffect(() => {
    const end = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      onEnd();
    };
    document.addEventListener("keydown", end);
    return () => document.removeEventListener("keydown", end);
  }, [onEnd]);
}

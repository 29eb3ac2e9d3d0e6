"use client";

import { TriangleAlert } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { strangerSigns } from "@/lib/consent/core/stranger-signs.ts";
import type { ShownName } from "@/lib/identity/core/name-book-view.ts";
import type { TimelineItem } from "@/lib/messaging/core/view.ts";
import { useNameNotes } from "../name/use-name-notes.ts";
import { Button } from "../ui/button.tsx";

type RequestBarProps = {
  name: string;
  peerName: ShownName | undefined;
  isGroup: boolean;
  items: readonly TimelineItem[];
  onAccept: () => void;
  onBlock: () => void;
  onDelete: () => void;
};

/** A stranger wants to talk: what that means, what stands out, and the three ways to decide. */
export function RequestBar(props: RequestBarProps) {
  const { name, peerName, isGroup, items, onAccept, onBlock, onDelete } = props;
  const t = useTranslations("consent.request");
  const notes = useNameNotes(peerName);
  const signs = useSigns(items);
  const cautions = [...notes, ...signs];
  return (
    <section
      aria-label={t("label")}
      className="flex shrink-0 flex-col gap-3 border-rule border-t bg-canvas px-4 pt-4 pb-[max(1rem,env(safe-area-inset-bottom))] split:px-6"
    >
      <div className="flex flex-col gap-1">
        <h2 className="foreign font-semibold text-base">
          {isGroup ? t("titleGroup", { name }) : t("title", { name })}
        </h2>
        <p className="text-sm text-soft">{t("body")}</p>
      </div>
      {cautions.length > 0 && (
        <ul className="flex flex-col gap-1.5 rounded-xl bg-warning-tint p-3 text-sm">
          {cautions.map((caution) => (
            <li key={caution} className="foreign flex gap-2">
              <TriangleAlert aria-hidden="true" size={16} className="mt-px shrink-0 text-warning" />
              <span>{caution}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        <Button onClick={onAccept} className="flex-1">
          {t("accept")}
        </Button>
        <Button look="secondary" onClick={onDelete}>
          {t("delete")}
        </Button>
        <Button look="danger" onClick={onBlock}>
          {t("block")}
        </Button>
      </div>
    </section>
  );
}

function useSigns(items: readonly TimelineItem[]): string[] {
  const t = useTranslations("consent.signs");
  const signs = useMemo(
    () =>
      strangerSigns(
        items.flatMap((item) => (item.kind === "message" && !item.mine ? item.content : [])),
      ),
    [items],
  );
  return signs.map((sign) =>
    sign.kind === "many" ? t("many", { count: sign.count }) : t(sign.kind),
  );
}

"use client";

import { Timer } from "lucide-react";
import { useTranslations } from "use-intl";
import { useDurationWords } from "../ui/use-duration.ts";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";

/** Says where one writes that what is written does not stay. */
export function TimerMark({ disappearAfterMs }: { disappearAfterMs: number }) {
  const t = useTranslations("group.header");
  const duration = useDurationWords()(disappearAfterMs);
  const words = t("disappears", { duration });
  return (
    <span title={words} className="flex shrink-0 items-center gap-1">
      <Timer aria-hidden="true" size={12} />
      <span aria-hidden="true">{duration}</span>
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  );
}

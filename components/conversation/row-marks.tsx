import { BellOff, Pin } from "lucide-react";
import { useTranslations } from "use-intl";
import { FOR_EVER } from "@/lib/preferences/core/settings.ts";
import { useTimes } from "../ui/use-times.ts";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";

/** Beside a conversation's name: nothing of it is told, until when. */
export function MutedMark({ untilMs, nowMs }: { untilMs: number; nowMs: number }) {
  const t = useTranslations("conversation");
  const times = useTimes();
  const words =
    untilMs === FOR_EVER ? t("muted") : t("mutedUntil", { time: times.row(untilMs, nowMs) });
  return (
    <span title={words} className="shrink-0 text-faint">
      <BellOff aria-hidden="true" size={13} />
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  );
}

/** Kept at the top of the list. */
export function PinnedMark() {
  const t = useTranslations("conversation");
  return (
    <span title={t("pinned")} className="shrink-0 text-faint">
      <Pin aria-hidden="true" size={13} />
      <VisuallyHidden>{t("pinned")}</VisuallyHidden>
    </span>
  );
}

"use client";

import { useTranslations } from "use-intl";
import { remainingDuration } from "../ui/duration.ts";
import { useRemainingMs } from "../ui/use-duration.ts";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";

const RADIUS = 4.5;
const AROUND = 2 * Math.PI * RADIUS;

type CountdownProps = { sentAtMs: number; expiresAtMs: number };

/** How long a message is still there: a ring that empties, and the time in figures. */
export function Countdown({ sentAtMs, expiresAtMs }: CountdownProps) {
  const t = useTranslations("group.remaining");
  const tDuration = useTranslations("group.duration");
  const leftMs = useRemainingMs(expiresAtMs);
  const { count, unit } = remainingDuration(leftMs);
  const share = Math.min(1, leftMs / Math.max(1, expiresAtMs - sentAtMs));
  return (
    <span data-countdown="" className="inline-flex items-center gap-1 whitespace-nowrap">
      <svg aria-hidden="true" viewBox="0 0 12 12" width={11} height={11} className="-rotate-90">
        <circle cx="6" cy="6" r={RADIUS} fill="none" strokeWidth="1.5" className="stroke-rule" />
        <circle
          cx="6"
          cy="6"
          r={RADIUS}
          fill="none"
          strokeWidth="1.5"
          strokeDasharray={`${share * AROUND} ${AROUND}`}
          className="stroke-current"
        />
      </svg>
      <span aria-hidden="true">{t(unit, { count })}</span>
      <VisuallyHidden>{t("spoken", { duration: tDuration(unit, { count }) })}</VisuallyHidden>
    </span>
  );
}

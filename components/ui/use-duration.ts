"use client";

import { useCallback, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { nextChangeMs, wholeDuration } from "./duration.ts";

/** `1 day`, `90 minutes`: a duration in words. */
export function useDurationWords(): (ms: number) => string {
  const t = useTranslations("group.duration");
  return useCallback(
    (ms) => {
      const { count, unit } = wholeDuration(ms);
      return t(unit, { count });
    },
    [t],
  );
}

/** What is left until a time, renewed as often as it reads differently. */
export function useRemainingMs(untilMs: number): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  const leftMs = Math.max(0, untilMs - nowMs);
  useEffect(() => {
    if (leftMs === 0) return;
    // A timer that rings early would say the same once more.
    const timer = setTimeout(() => setNowMs(Date.now()), nextChangeMs(leftMs) + 1);
    return () => clearTimeout(timer);
  }, [leftMs]);
  return leftMs;
}

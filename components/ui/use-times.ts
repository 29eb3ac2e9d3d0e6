"use client";

import { useEffect, useMemo, useState } from "react";
import { useLocale } from "use-intl";
import { clockTime, type DayLabel, dayLabel, fullDate, fullTime, rowTime } from "./time.ts";

const MINUTE_MS = 60_000;

/** The time now, renewed at each full minute. */
export function useNowMs(): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setTimeout(() => setNowMs(Date.now()), MINUTE_MS - (nowMs % MINUTE_MS));
    return () => clearTimeout(timer);
  }, [nowMs]);
  return nowMs;
}

/** The formats of `time.ts` in the person's language and zone. */
export function useTimes() {
  const locale = useLocale();
  return useMemo(
    () => ({
      clock: (atMs: number): string => clockTime(atMs, { locale }),
      full: (atMs: number): string => fullTime(atMs, { locale }),
      date: (atMs: number): string => fullDate(atMs, { locale }),
      row: (atMs: number, nowMs: number): string => rowTime(atMs, nowMs, { locale }),
      day: (atMs: number, nowMs: number): DayLabel => dayLabel(atMs, nowMs, { locale }),
    }),
    [locale],
  );
}

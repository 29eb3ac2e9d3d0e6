import type { Locale } from "@/lib/i18n/locales.ts";

const DAY_MS = 86_400_000;

/** How a time is to be read: whose words, which zone (the system's when none is given). */
export type TimeStyle = { locale: Locale; timeZone?: string };

type Format = Intl.DateTimeFormatOptions;

/** `14:05`: the time of a message. */
export function clockTime(atMs: number, style: TimeStyle): string {
  return format(atMs, style, { hour: "2-digit", minute: "2-digit" });
}

/** The whole of it, for the one who wants to know exactly. */
export function fullTime(atMs: number, style: TimeStyle): string {
  return format(atMs, style, { dateStyle: "full", timeStyle: "short" });
}

/** `3 November 2026`: a day that may be long ago. */
export function fullDate(atMs: number, style: TimeStyle): string {
  return format(atMs, style, { dateStyle: "long" });
}

/** As short as it can be and still be right: `14:05` today, `Mon` this week, `3 Nov`, `3 Nov 2024`. */
export function rowTime(atMs: number, nowMs: number, style: TimeStyle): string {
  const days = daysBetween(atMs, nowMs, style);
  if (days <= 0) return clockTime(atMs, style);
  if (days < 7) return format(atMs, style, { weekday: "short" });
  const isThisYear = yearOf(atMs, style) === yearOf(nowMs, style);
  return format(atMs, style, {
    day: "numeric",
    month: "short",
    ...(!isThisYear && { year: "numeric" }),
  });
}

/** What a day separator says; today and yesterday are named by the caller's catalogue. */
export type DayLabel = "today" | "yesterday" | { date: string };

export function dayLabel(atMs: number, nowMs: number, style: TimeStyle): DayLabel {
  const days = daysBetween(atMs, nowMs, style);
  if (days === 0) return "today";
  if (days === 1) return "yesterday";
  const isThisYear = yearOf(atMs, style) === yearOf(nowMs, style);
  const date = format(atMs, style, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(!isThisYear && { year: "numeric" }),
  });
  return { date };
}

/** Calendar days from `atMs` to `nowMs` in the zone, so that a summer-time change is no day. */
function daysBetween(atMs: number, nowMs: number, style: TimeStyle): number {
  return Math.round((calendarDay(nowMs, style) - calendarDay(atMs, style)) / DAY_MS);
}

/** Read part by part: how browsers write a whole date changes with their edition. */
function calendarDay(atMs: number, style: TimeStyle): number {
  const { year = 0, month = 1, day = 0 } = calendarParts(atMs, style);
  return Date.UTC(year, month - 1, day);
}

function yearOf(atMs: number, style: TimeStyle): number | undefined {
  return calendarParts(atMs, style).year;
}

function calendarParts(atMs: number, { timeZone }: TimeStyle): Record<string, number> {
  const numeric = { year: "numeric", month: "numeric", day: "numeric" } as const;
  const parts = formatter("en-US", timeZone, numeric).formatToParts(atMs);
  return Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
}

function format(atMs: number, { locale, timeZone }: TimeStyle, options: Format): string {
  // British English: the hours and the order of dates that most of the world reads.
  return formatter(locale === "en" ? "en-GB" : locale, timeZone, options).format(atMs);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(tag: string, timeZone: string | undefined, options: Format) {
  const key = `${tag} ${timeZone} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(tag, { ...options, ...(timeZone && { timeZone }) });
  formatters.set(key, made);
  return made;
}

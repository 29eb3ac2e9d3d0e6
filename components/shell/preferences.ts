"use client";

import { useRouter } from "next/navigation";
import { useCallback, useSyncExternalStore } from "react";
import { LOCALE_COOKIE, type Locale } from "@/lib/i18n/locales.ts";
import { isEmbedded } from "../place/embedded.ts";
import { setCookie, YEAR_SECONDS } from "./cookie.ts";
import { isTheme, THEME_COOKIE, type Theme } from "./theme.ts";

const themeListeners = new Set<() => void>();

/** The appearance chosen by hand, and the way to choose another. It holds at once, everywhere. */
export function useTheme(): { theme: Theme; setTheme: (theme: Theme) => void } {
  return { theme: useSyncExternalStore(onTheme, currentTheme, () => "system"), setTheme };
}

function onTheme(listener: () => void): () => void {
  themeListeners.add(listener);
  return () => themeListeners.delete(listener);
}

function setTheme(next: Theme): void {
  setCookie(THEME_COOKIE, next, YEAR_SECONDS);
  showTheme(next);
}

/** Shows an appearance that was chosen by nobody here: it is not kept. */
export function showTheme(next: Theme): void {
  if (next === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  for (const listener of themeListeners) listener();
}

/** Puts a colour, as `#rrggbb`, in the place of Parley's own; how light it is stays Parley's to say. */
export function showAccent(accent: string | undefined): void {
  const { style, dataset } = document.documentElement;
  if (accent) dataset.accent = "";
  else delete dataset.accent;
  style.setProperty("--host-accent", accent ?? "");
}

/**
 * Changes the language: the server sends the same page again with the other words. A frame has its
 * language in its address, where the page around it puts it.
 */
export function useSetLocale(): (locale: Locale) => void {
  const router = useRouter();
  return useCallback(
    (locale) => {
      if (isEmbedded()) window.history.replaceState(null, "", frameAddressIn(locale));
      else setCookie(LOCALE_COOKIE, locale, YEAR_SECONDS);
      router.refresh();
    },
    [router],
  );
}

function frameAddressIn(locale: Locale): string {
  const { pathname, search } = window.location;
  const asked = new URLSearchParams(search);
  asked.set("locale", locale);
  return `${pathname}?${asked}`;
}

function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return isTheme(chosen) ? chosen : "system";
}

"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { LOCALE_COOKIE, type Locale } from "@/lib/i18n/locales.ts";
import { setCookie, YEAR_SECONDS } from "./cookie.ts";
import { isTheme, THEME_COOKIE, type Theme } from "./theme.ts";

/** The appearance chosen by hand, and the way to choose another. It holds at once. */
export function useTheme(): { theme: Theme; setTheme: (theme: Theme) => void } {
  const [theme, show] = useState(currentTheme);
  const setTheme = (next: Theme) => {
    setCookie(THEME_COOKIE, next, YEAR_SECONDS);
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    show(next);
  };
  return { theme, setTheme };
}

/** Changes the language: the server sends the same page again with the other words. */
export function useSetLocale(): (locale: Locale) => void {
  const router = useRouter();
  return (locale) => {
    setCookie(LOCALE_COOKIE, locale, YEAR_SECONDS);
    router.refresh();
  };
}

function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return isTheme(chosen) ? chosen : "system";
}

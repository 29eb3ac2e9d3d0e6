"use client";

import { useLocale, useTranslations } from "use-intl";
import { LOCALES } from "@/lib/i18n/locales.ts";
import { MenuChoice } from "../ui/menu.tsx";
import { useSetLocale, useTheme } from "./preferences.ts";
import { THEMES } from "./theme.ts";

/** Languages in their own words: one who can't read the page must find theirs. */
export const LANGUAGE_NAMES = { en: "English", es: "Español" } as const;
export const THEME_WORDS = {
  system: "themeSystem",
  light: "themeLight",
  dark: "themeDark",
} as const;

/** Appearance and language, as parts of a menu. */
export function PreferenceChoices() {
  const t = useTranslations("common");
  const { theme, setTheme } = useTheme();
  const setLocale = useSetLocale();
  return (
    <>
      <MenuChoice
        label={t("theme")}
        value={theme}
        options={THEMES.map((value) => ({ value, label: t(THEME_WORDS[value]) }))}
        onChange={setTheme}
      />
      <MenuChoice
        label={t("language")}
        value={useLocale()}
        options={LOCALES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        onChange={setLocale}
      />
    </>
  );
}

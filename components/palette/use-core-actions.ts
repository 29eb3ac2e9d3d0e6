"use client";

import {
  Archive,
  Inbox,
  Keyboard,
  Languages,
  type LucideIcon,
  Moon,
  QrCode,
  Settings,
  SquarePen,
  Sun,
  SunMoon,
} from "lucide-react";
import { useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { LOCALES } from "@/lib/i18n/locales.ts";
import { goTo } from "../place/go.ts";
import { listPath } from "../place/place.ts";
import { SECTIONS, settingsPath } from "../settings/sections.ts";
import { LANGUAGE_NAMES, THEME_WORDS } from "../shell/preference-choices.tsx";
import { useSetLocale, useTheme } from "../shell/preferences.ts";
import { THEMES, type Theme } from "../shell/theme.ts";
import type { MenuGroups } from "../ui/menu.tsx";
import { openOverlay } from "./overlay.ts";
import { type PaletteAction, usePaletteActions } from "./registry.ts";
import { keyNames } from "./shortcuts.ts";
import { isMac } from "./use-shortcuts.ts";

const THEME_ICONS: Record<Theme, LucideIcon> = { system: SunMoon, light: Sun, dark: Moon };

/** Offers in the palette what the messenger itself can do. `current` is about what is open. */
export function useCoreActions(options: { onCompose: () => void; current: MenuGroups }): void {
  usePlaces(options.onCompose);
  useCurrent(options.current);
  useLooks();
}

function useCurrent(groups: MenuGroups): void {
  const t = useTranslations("palette");
  usePaletteActions(
    useMemo(
      () =>
        groups.flat().map((action) => ({
          ...action,
          id: `current ${action.id}`,
          heading: t("thisConversation"),
        })),
      [groups, t],
    ),
  );
}

function usePlaces(onCompose: () => void): void {
  const t = useTranslations("palette");
  const tSettings = useTranslations("settings");
  const tOwn = useTranslations("ownAddress");
  usePaletteActions(
    useMemo(() => {
      const names = keyNames(isMac());
      const go = (path: string) => () => goTo(path);
      const actions: Omit<PaletteAction, "heading">[] = [
        { id: "compose", label: t("compose"), icon: SquarePen, run: onCompose },
        { id: "inbox", label: t("inbox"), icon: Inbox, run: go(listPath("inbox")) },
        { id: "archive", label: t("archive"), icon: Archive, run: go(listPath("archive")) },
        {
          id: "own-address",
          label: tOwn("title"),
          keywords: "QR",
          icon: QrCode,
          run: () => openOverlay("own-address"),
        },
        {
          id: "shortcuts",
          label: t("shortcuts.title"),
          icon: Keyboard,
          keys: names.shortcuts,
          run: () => openOverlay("shortcuts"),
        },
        ...SECTIONS.map((section) => ({
          id: `settings ${section}`,
          label: t("settings", { section: tSettings(`sections.${section}`) }),
          icon: Settings,
          run: go(settingsPath(section)),
        })),
      ];
      return actions.map((action) => ({ ...action, heading: t("actions") }));
    }, [onCompose, t, tSettings, tOwn]),
  );
}

function useLooks(): void {
  const t = useTranslations("palette");
  const tCommon = useTranslations("common");
  const { theme, setTheme } = useTheme();
  const locale = useLocale();
  const setLocale = useSetLocale();
  usePaletteActions(
    useMemo(() => {
      const themes: PaletteAction[] = THEMES.filter((each) => each !== theme).map((each) => ({
        id: `theme ${each}`,
        heading: tCommon("theme"),
        label: t("theme", { theme: tCommon(THEME_WORDS[each]) }),
        icon: THEME_ICONS[each],
        run: () => setTheme(each),
      }));
      const languages: PaletteAction[] = LOCALES.filter((each) => each !== locale).map((each) => ({
        id: `language ${each}`,
        heading: tCommon("language"),
        label: LANGUAGE_NAMES[each],
        keywords: tCommon("language"),
        icon: Languages,
        run: () => setLocale(each),
      }));
      return [...themes, ...languages];
    }, [theme, setTheme, locale, setLocale, t, tCommon]),
  );
}

"use client";

import { useTranslations } from "use-intl";
import { useAppSettings, usePreferenceActions } from "@/lib/react/use-preferences.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Switch } from "../ui/switch.tsx";
import { Keys } from "./keys.tsx";
import { keyNames } from "./shortcuts.ts";
import { isMac } from "./use-shortcuts.ts";

type ShortcutSheetProps = { open: boolean; onClose: () => void };

/** All that keys do, where they do it. */
export function ShortcutSheet({ open, onClose }: ShortcutSheetProps) {
  const t = useTranslations("palette.shortcuts");
  return (
    <Dialog open={open} onClose={onClose} title={t("title")}>
      <Sheet />
    </Dialog>
  );
}

function Sheet() {
  const t = useTranslations("palette.shortcuts");
  const { usesCharacterKeys } = useAppSettings();
  const { settle } = usePreferenceActions();
  const names = keyNames(isMac());
  const parts = [
    {
      title: t("everywhere"),
      keys: [
        [names.palette, t("palette")],
        [names.find, t("find")],
        [names["find-all"], t("findAll")],
        [names.next, t("next")],
        [names.previous, t("previous")],
        [names.close, t("close")],
        [names.shortcuts, t("sheet")],
        ...(usesCharacterKeys ? [["?", t("sheet")] as const] : []),
      ],
    },
    {
      title: t("inList"),
      keys: [
        ["↑ ↓ Home End", t("move")],
        ["Enter", t("open")],
        ["Shift F10", t("menu")],
      ],
    },
    {
      title: t("inThread"),
      keys: [
        ["Enter", t("send")],
        ["Shift Enter", t("newLine")],
        ["Shift Tab", t("toMessages")],
        ["↑ ↓ Home End", t("move")],
        ["C", t("copy")],
      ],
    },
  ] as const;
  return (
    <>
      {parts.map((part) => (
        <section key={part.title} className="flex flex-col gap-1">
          <h3 className="font-semibold text-faint text-xs">{part.title}</h3>
          <dl className="flex flex-col">
            {part.keys.map(([keys, does]) => (
              <div key={`${keys} ${does}`} className="flex min-h-8 items-center gap-4 text-sm">
                <dt className="order-2">
                  <Keys names={keys} />
                </dt>
                <dd className="flex-1">{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <Switch
        label={t("characters")}
        isOn={usesCharacterKeys}
        onTurn={(isOn) => settle("usesCharacterKeys", isOn)}
      />
    </>
  );
}

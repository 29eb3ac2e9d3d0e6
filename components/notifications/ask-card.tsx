"use client";

import { useTranslations } from "use-intl";
import { useNotifications } from "@/lib/react/use-notifications.ts";
import { useAppSettings, usePreferenceActions } from "@/lib/react/use-preferences.ts";
import { Button } from "../ui/button.tsx";

/**
 * Asks about notifications when an answer may come: something was written. What the browser asks is
 * asked only after a yes to this, and this is asked once.
 */
export function AskCard() {
  const t = useTranslations("notifications.ask");
  const { permission, hasWritten, request } = useNotifications();
  const { notifies, wasAskedToNotify } = useAppSettings();
  const { settle } = usePreferenceActions();
  if (permission !== "default" || !hasWritten || !notifies || wasAskedToNotify) return null;
  return (
    <section
      aria-label={t("title")}
      className="appear m-2 mt-0 flex shrink-0 flex-col gap-2 rounded-xl border border-rule bg-raised p-3"
    >
      <p className="font-semibold text-sm">{t("title")}</p>
      <p className="text-soft text-sm">{t("body")}</p>
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          onClick={() => {
            settle("wasAskedToNotify", true);
            void request();
          }}
        >
          {t("yes")}
        </Button>
        <Button size="small" look="quiet" onClick={() => settle("wasAskedToNotify", true)}>
          {t("no")}
        </Button>
      </div>
    </section>
  );
}

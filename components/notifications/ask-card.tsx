"use client";

import { useTranslations } from "use-intl";
import { useNotifications } from "@/lib/react/use-notifications.ts";
import { useAppSettings, usePreferenceActions } from "@/lib/react/use-preferences.ts";
import { Button } from "../ui/button.tsx";
import { ListCard } from "../ui/list-card.tsx";

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
    <ListCard title={t("title")} body={t("body")}>
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
    </ListCard>
  );
}

"use client";

import { useTranslations } from "use-intl";
import { useHasRelay } from "@/lib/react/use-calls.ts";
import { useAppSettings, usePreferenceActions } from "@/lib/react/use-preferences.ts";
import { Card } from "../ui/card.tsx";
import { Switch } from "../ui/switch.tsx";

/** Whether those one calls learn one's IP address. */
export function CallsCard() {
  const t = useTranslations("settings.privacy.calls");
  const { relaysCalls } = useAppSettings();
  const { settle } = usePreferenceActions();
  const hasRelay = useHasRelay();
  return (
    <Card title={t("title")} body={t("body")}>
      <Switch
        label={t("relay")}
        isOn={relaysCalls}
        onTurn={(isOn) => settle("relaysCalls", isOn)}
      />
      <p className="text-soft text-sm">{t(hasRelay ? "sees" : "none")}</p>
    </Card>
  );
}

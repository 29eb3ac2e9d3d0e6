"use client";

import { useTranslations } from "use-intl";
import { useAppSettings, usePreferenceActions } from "@/lib/react/use-preferences.ts";
import { Card } from "../ui/card.tsx";
import { Switch } from "../ui/switch.tsx";

/** Whether others see that one has read, and that one writes. */
export function SignalsCard() {
  const t = useTranslations("settings.privacy.signals");
  const { sendsReadReceipts, sendsTyping } = useAppSettings();
  const { settle } = usePreferenceActions();
  return (
    <Card title={t("title")} body={t("body")}>
      <Switch
        label={t("readReceipts")}
        isOn={sendsReadReceipts}
        onTurn={(isOn) => settle("sendsReadReceipts", isOn)}
      />
      <Switch
        label={t("typing")}
        isOn={sendsTyping}
        onTurn={(isOn) => settle("sendsTyping", isOn)}
      />
    </Card>
  );
}

"use client";

import { useId } from "react";
import { useTranslations } from "use-intl";
import { NOTIFICATION_DETAILS } from "@/lib/preferences/core/settings.ts";
import { useNotifications } from "@/lib/react/use-notifications.ts";
import { useAppSettings, usePreferenceActions } from "@/lib/react/use-preferences.ts";
import { Card } from "../ui/card.tsx";
import { Switch } from "../ui/switch.tsx";

/** What one is told of, where, and how much of it. */
export function NotificationsSection() {
  return (
    <>
      <SystemCard />
      <SoundCard />
    </>
  );
}

function SystemCard() {
  const t = useTranslations("notifications.settings");
  const { permission, request } = useNotifications();
  const { notifies } = useAppSettings();
  const { settle } = usePreferenceActions();
  const isAllowed = permission === "granted";
  const turn = (isOn: boolean) => {
    settle("notifies", isOn);
    if (isOn && permission === "default") void request();
  };
  return (
    <Card title={t("title")} body={t("body")}>
      {permission === "unsupported" ? (
        <p className="text-soft text-sm">{t("unsupported")}</p>
      ) : (
        <>
          <Switch label={t("system")} isOn={notifies && isAllowed} onTurn={turn} />
          {permission === "denied" && (
            <p role="status" className="text-soft text-sm">
              {t("denied")}
            </p>
          )}
          <DetailChoice />
        </>
      )}
    </Card>
  );
}

function DetailChoice() {
  const t = useTranslations("notifications.settings");
  const name = useId();
  const { notificationDetail } = useAppSettings();
  const { settle } = usePreferenceActions();
  return (
    <fieldset className="flex flex-col">
      <legend className="mb-1 font-semibold text-sm">{t("detail.title")}</legend>
      {NOTIFICATION_DETAILS.map((detail) => (
        <label key={detail} className="flex min-h-10 cursor-pointer items-center gap-3">
          <input
            type="radio"
            name={name}
            checked={notificationDetail === detail}
            onChange={() => settle("notificationDetail", detail)}
          />
          {t(`detail.${detail}`)}
        </label>
      ))}
    </fieldset>
  );
}

function SoundCard() {
  const t = useTranslations("notifications.settings");
  const { playsSound } = useAppSettings();
  const { settle } = usePreferenceActions();
  return (
    <Card title={t("soundTitle")} body={t("soundBody")}>
      <Switch label={t("sound")} isOn={playsSound} onTurn={(isOn) => settle("playsSound", isOn)} />
    </Card>
  );
}

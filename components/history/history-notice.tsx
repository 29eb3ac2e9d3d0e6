"use client";

import { History, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useArchives } from "@/lib/react/use-archives.ts";
import { useHistory } from "@/lib/react/use-history.ts";
import { useNewDevice } from "@/lib/react/use-new-device.ts";
import { PlaceLink } from "../place/place-link.tsx";
import { usePlace } from "../place/use-place.ts";
import { settingsPath } from "../settings/sections.ts";
import { Banner } from "../ui/banner.tsx";
import { buttonClass } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";

/**
 * Where somebody's messages are: on their other devices, or on their way. Told wherever one is, but
 * on the page that says it all.
 */
export function HistoryNotice() {
  const t = useTranslations("history");
  const place = usePlace();
  const archives = useArchives();
  const { state: history } = useHistory();
  const { awaitsHistory, dismiss } = useNewDevice();
  if (place.kind === "settings" && place.section === "history") return null;
  const { state } = archives;
  switch (state.kind) {
    case "saving":
    case "restoring":
      return (
        <Notice action={t("notice.show")}>
          {t(`notice.${state.kind}`)}{" "}
          <span aria-hidden="true">{t("percent", { percent: Math.floor(state.share * 100) })}</span>
        </Notice>
      );
    case "saved":
      return <Notice action={t("notice.show")}>{t("notice.saved")}</Notice>;
    case "restored":
      return <Notice onDismiss={archives.dismiss}>{t("restore.restored", state)}</Notice>;
    case "failed":
      return (
        <Notice action={t("notice.show")} onDismiss={archives.dismiss}>
          {t(`notice.failed-${state.during}`)}
        </Notice>
      );
  }
  if (history.kind === "asking" || history.kind === "arriving") {
    return (
      <Notice action={t("notice.show")}>
        {history.kind === "asking" ? t("bring.asking") : t("bring.arriving", history)}
      </Notice>
    );
  }
  if (!awaitsHistory) return null;
  return (
    <Notice action={t("newDevice.action")} onDismiss={dismiss}>
      {t("newDevice.body")}
    </Notice>
  );
}

type NoticeProps = { children: ReactNode; action?: string; onDismiss?: () => void };

function Notice({ children, action, onDismiss }: NoticeProps) {
  const t = useTranslations("history.newDevice");
  return (
    <Banner
      tone="neutral"
      icon={<History aria-hidden="true" size={16} />}
      actions={
        <>
          {action && (
            <PlaceLink href={settingsPath("history")} className={buttonClass("secondary", "small")}>
              {action}
            </PlaceLink>
          )}
          {onDismiss && (
            <IconButton label={t("dismiss")} onClick={onDismiss} className="-my-2 -mr-2">
              <X aria-hidden="true" size={16} />
            </IconButton>
          )}
        </>
      }
    >
      {children}
    </Banner>
  );
}

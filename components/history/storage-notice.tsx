"use client";

import { HardDrive } from "lucide-react";
import { useTranslations } from "use-intl";
import { useStorage } from "@/lib/react/use-storage.ts";
import { PlaceLink } from "../place/place-link.tsx";
import { settingsPath } from "../settings/sections.ts";
import { Banner } from "../ui/banner.tsx";
import { buttonClass } from "../ui/button.tsx";

/** Little room is told while there still is some. */
export function StorageNotice() {
  const t = useTranslations("history");
  const { state } = useStorage();
  if (!state.isNearlyFull) return null;
  return (
    <Banner
      tone="warning"
      icon={<HardDrive aria-hidden="true" size={16} />}
      actions={
        <PlaceLink href={settingsPath("history")} className={buttonClass("secondary", "small")}>
          {t("save.action")}
        </PlaceLink>
      }
    >
      {t("storage.low")}
    </Banner>
  );
}

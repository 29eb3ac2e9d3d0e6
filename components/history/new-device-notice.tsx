"use client";

import { History, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useSession } from "@/lib/react/use-session.ts";
import { PlaceLink } from "../place/place-link.tsx";
import { settingsPath } from "../settings/sections.ts";
import { Banner } from "../ui/banner.tsx";
import { buttonClass } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";

/** A device that was just added is empty: where the messages are, and the way to them. */
export function NewDeviceNotice() {
  const t = useTranslations("history.newDevice");
  const { state } = useSession();
  const [isDismissed, setDismissed] = useState(false);
  if (state.kind !== "ready" || !state.isNewDevice || isDismissed) return null;
  return (
    <Banner
      tone="neutral"
      icon={<History aria-hidden="true" size={16} />}
      actions={
        <>
          <PlaceLink href={settingsPath("history")} className={buttonClass("secondary", "small")}>
            {t("action")}
          </PlaceLink>
          <IconButton
            label={t("dismiss")}
            onClick={() => setDismissed(true)}
            className="-my-2 -mr-2"
          >
            <X aria-hidden="true" size={16} />
          </IconButton>
        </>
      }
    >
      {t("body")}
    </Banner>
  );
}

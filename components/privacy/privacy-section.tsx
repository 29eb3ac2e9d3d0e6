"use client";

import { useTranslations } from "use-intl";
import { usePictureChoice } from "@/lib/react/use-picture.ts";
import { BlockedCard } from "../consent/blocked-card.tsx";
import { Card } from "../ui/card.tsx";
import { Switch } from "../ui/switch.tsx";
import { CallsCard } from "./calls-card.tsx";
import { LoadingCard } from "./loading-card.tsx";
import { ServerCard } from "./server-card.tsx";
import { SignalsCard } from "./signals-card.tsx";

/** What others get to see of one: of what one does, when this browser shows something of theirs, and who serves it. */
export function PrivacySection() {
  return (
    <>
      <SignalsCard />
      <PicturesCard />
      <LoadingCard />
      <CallsCard />
      <BlockedCard />
      <ServerCard />
    </>
  );
}

function PicturesCard() {
  const t = useTranslations("settings.privacy.pictures");
  const { isOn, gatewayHost, turn } = usePictureChoice();
  return (
    <Card title={t("title")} body={t("body")}>
      <Switch label={t("show")} isOn={isOn} onTurn={turn} />
      <p className="text-soft text-sm">{t("sees")}</p>
      <p className="text-soft text-sm">
        {gatewayHost ? t("gateway", { host: gatewayHost }) : t("noGateway")}
      </p>
    </Card>
  );
}

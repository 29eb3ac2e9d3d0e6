import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { keyName, mayTalk } from "@/lib/calls/core/talk-key.ts";
import { useAppSettings, usePreferenceActions } from "@/lib/react/use-preferences.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Switch } from "../ui/switch.tsx";

const FIRST_KEY = "KeyT";

/** Whether one is heard only while a key is held, and which. */
export function PushToTalkCard() {
  const t = useTranslations("calls.pushToTalk");
  const { pushToTalkKey: code } = useAppSettings();
  const { settle } = usePreferenceActions();
  const [isAsking, setIsAsking] = useState(false);
  useEffect(() => {
    if (!isAsking) return;
    const take = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopPropagation();
      setIsAsking(false);
      if (mayTalk(event.code)) settle("pushToTalkKey", event.code);
    };
    window.addEventListener("keydown", take, { capture: true });
    return () => window.removeEventListener("keydown", take, { capture: true });
  }, [isAsking, settle]);
  return (
    <Card title={t("title")} body={t("body")}>
      <Switch
        label={t("switch")}
        isOn={code !== ""}
        onTurn={(isOn) => settle("pushToTalkKey", isOn ? FIRST_KEY : "")}
      />
      {code !== "" && (
        <div className="flex flex-wrap items-center gap-3">
          <p role="status">{isAsking ? t("ask") : t("key", { key: keyName(code) })}</p>
          <Button size="small" look="secondary" onClick={() => setIsAsking(!isAsking)}>
            {t(isAsking ? "keep" : "change")}
          </Button>
        </div>
      )}
    </Card>
  );
}

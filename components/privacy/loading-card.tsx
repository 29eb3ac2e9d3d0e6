import { useTranslations } from "use-intl";
import { UNASKED_BYTES } from "@/lib/attachments/core/loading.ts";
import { LOAD_CHOICES } from "@/lib/preferences/core/settings.ts";
import { useGateways } from "@/lib/react/use-gateways.ts";
import { useAppSettings, usePreferenceActions } from "@/lib/react/use-preferences.ts";
import { Card } from "../ui/card.tsx";
import { Choice } from "../ui/choice.tsx";
import { useBytes } from "../ui/use-bytes.ts";

/** Which files are loaded before anybody presses for them. */
export function LoadingCard() {
  const t = useTranslations("attachments.choice");
  const { loadsFiles } = useAppSettings();
  const { settle } = usePreferenceActions();
  const { hosts } = useGateways();
  const most = useBytes()(UNASKED_BYTES);
  return (
    <Card title={t("title")} body={t("body")}>
      <Choice
        label={t("label")}
        value={loadsFiles}
        options={LOAD_CHOICES.map((value) => ({ value, label: t(value) }))}
        onChange={(choice) => settle("loadsFiles", choice)}
      />
      <p className="foreign text-soft text-sm">
        {hosts.length > 0
          ? t("gateways", { hosts: hosts.join(", "), most })
          : t("noGateways", { most })}
      </p>
    </Card>
  );
}

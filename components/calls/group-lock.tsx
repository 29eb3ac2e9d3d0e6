import { useTranslations } from "use-intl";
import { SealNote } from "./lock-note.tsx";

/** What is protected in a call of several, from whom, and how to find out that it is. */
export function GroupLock({ safetyCode, isRelayed }: { safetyCode: string; isRelayed: boolean }) {
  const t = useTranslations("calls.group.lock");
  return (
    <SealNote safetyCode={safetyCode}>
      <p>{t("sealed")}</p>
      <p>{t("direct")}</p>
      {isRelayed && <p>{t("relayed")}</p>}
      <p>{t("network")}</p>
      <p>{t("code")}</p>
    </SealNote>
  );
}

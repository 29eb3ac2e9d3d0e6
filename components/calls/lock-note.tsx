import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

type LockNoteProps = { name: string; safetyCode: string; isRelayed: boolean };

/** What is protected in a call, from whom, and how to find out that it is. */
export function LockNote({ name, safetyCode, isRelayed }: LockNoteProps) {
  const t = useTranslations("calls.lock");
  return (
    <SealNote safetyCode={safetyCode}>
      <p>{t("sealed", { name })}</p>
      <p>{t(isRelayed ? "relayed" : "direct")}</p>
      <p>{t("network")}</p>
      <p>{t("code", { name })}</p>
    </SealNote>
  );
}

/** The code to compare, and what it stands for to whoever wants to know. */
export function SealNote({ safetyCode, children }: { safetyCode: string; children: ReactNode }) {
  const t = useTranslations("calls.lock");
  return (
    <details className="text-soft">
      <summary className="flex w-fit cursor-pointer items-center gap-1.5 rounded-md">
        <Lock aria-hidden="true" size={14} className="shrink-0" />
        {t("title")} <span className="font-mono text-ink">{safetyCode}</span>
      </summary>
      <div className="flex flex-col gap-1.5 pt-1">{children}</div>
    </details>
  );
}

import { useTranslations } from "use-intl";
import type { CallsView } from "@/lib/react/use-calls.ts";

/** Which way the call takes, how good that is, and what proves who is there. */
export function PathLine({ view, name }: { view: CallsView; name: string }) {
  const t = useTranslations("calls");
  const { path, quality, roundTripMs, safetyCode, call } = view;
  if (call.kind !== "connected" && call.kind !== "reconnecting") return null;
  return (
    <div className="flex flex-col gap-1 px-4 pt-3 text-sm">
      {path && (
        <p>
          <span className="font-semibold">
            {path.kind === "direct"
              ? t(`path.${path.how}`)
              : t("path.relayed", { over: path.over.toUpperCase() })}
          </span>
          {quality && <span className="text-soft"> · {t(`quality.${quality}`)}</span>}
          {roundTripMs !== undefined && (
            <span className="text-faint"> · {t("roundTrip", { ms: roundTripMs })}</span>
          )}
        </p>
      )}
      {safetyCode && (
        <details className="text-soft">
          <summary className="w-fit cursor-pointer rounded-md">
            {t("code.title")} <span className="font-mono text-ink">{safetyCode}</span>
          </summary>
          <p className="pt-1">{t("code.body", { name })}</p>
        </details>
      )}
    </div>
  );
}

import { useTranslations } from "use-intl";
import type { CallsView } from "@/lib/react/use-calls.ts";
import { CallDetails } from "./call-details.tsx";
import { LockNote } from "./lock-note.tsx";

/** Which way the call takes, how good that is, and what proves who is there. */
export function PathLine({ view, name }: { view: CallsView; name: string }) {
  const t = useTranslations("calls");
  const { path, quality, safetyCode, call } = view;
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
        </p>
      )}
      {safetyCode && (
        <LockNote name={name} safetyCode={safetyCode} isRelayed={path?.kind === "relayed"} />
      )}
      <CallDetails details={view.details} path={path} />
    </div>
  );
}

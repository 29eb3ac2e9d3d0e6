import { useTranslations } from "use-intl";
import type { OpenProgress } from "@/lib/identity/core/session.ts";
import { Spinner } from "../ui/spinner.tsx";

const KILOBYTE = 1_000;

/** How far the opening is: the engine's download in bytes, then what is asked of whom. */
export function Opening({ progress }: { progress?: OpenProgress }) {
  const t = useTranslations("wallet.opening");
  return (
    <>
      <h3 className="flex items-center gap-3 font-semibold">
        <Spinner />
        {t("title")}
      </h3>
      {progress?.step === "engine" ? (
        <EngineProgress {...progress} />
      ) : (
        <p role="status" className="text-soft">
          {t(progress?.step ?? "store")}
        </p>
      )}
    </>
  );
}

function EngineProgress({ loadedBytes, totalBytes }: { loadedBytes: number; totalBytes: number }) {
  const t = useTranslations("wallet.opening");
  const loaded = Math.min(Math.round(loadedBytes / KILOBYTE), Math.round(totalBytes / KILOBYTE));
  const total = Math.round(totalBytes / KILOBYTE);
  const percent = total === 0 ? 0 : (100 * loaded) / total;
  return (
    <div className="flex flex-col gap-2">
      <p className="text-soft">{t("engine")}</p>
      <div
        role="progressbar"
        aria-label={t("engine")}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={loaded}
        aria-valuetext={t("engineSize", { loaded, total })}
        className="h-1.5 overflow-hidden rounded-full bg-sunken"
      >
        <div className="h-full rounded-full bg-accent" style={{ width: `${percent}%` }} />
      </div>
      <p aria-hidden="true" className="text-faint text-xs">
        {t("engineSize", { loaded, total })}
      </p>
    </div>
  );
}

import clsx from "clsx";
import { ArrowLeftRight, Building2, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import type { ConnectionReport, Outlook } from "@/lib/calls/core/connection-report.ts";

const ICONS: Record<Outlook, typeof ArrowLeftRight> = {
  direct: ArrowLeftRight,
  likely: ArrowLeftRight,
  relayed: Building2,
  "same-network": TriangleAlert,
};

/** What it comes to, in a sentence. */
export function OutlookNote({ report: { outlook } }: { report: ConnectionReport }) {
  const t = useTranslations(`settings.connection.outlook.${outlook}`);
  const Icon = ICONS[outlook];
  return (
    <div className="flex gap-3 rounded-xl bg-sunken p-3">
      <Icon
        aria-hidden="true"
        size={20}
        className={clsx(
          "mt-0.5 shrink-0",
          outlook === "same-network" ? "text-warning" : "text-accent",
        )}
      />
      <div>
        <p className="font-semibold">{t("title")}</p>
        <p className="text-soft">{t("body")}</p>
      </div>
    </div>
  );
}

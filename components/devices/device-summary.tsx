"use client";

import { useTranslations } from "use-intl";
import type { Installation } from "@/lib/identity/core/inbox-use.ts";
import { useDeviceNames } from "@/lib/react/use-device-names.ts";
import { useHostSite } from "@/lib/react/use-host-site.ts";
import { useTimes } from "../ui/use-times.ts";

type DeviceSummaryProps = { installation: Installation; isThis?: boolean };

/** What is known of a device: the network keeps no names, only dates. */
export function DeviceSummary({ installation, isThis = false }: DeviceSummaryProps) {
  const t = useTranslations("settings.devices");
  const { createdAtMs, keyPackageAtMs } = installation;
  const times = useTimes();
  const site = useHostSite();
  const name = useDeviceName()(installation);
  const dates = [
    createdAtMs !== undefined && t("added", { date: times.date(createdAtMs) }),
    keyPackageAtMs !== undefined && t("seen", { date: times.date(keyPackageAtMs) }),
  ].filter(Boolean);
  return (
    <span className="flex min-w-0 flex-1 flex-col">
      <span className="flex flex-wrap items-center gap-x-2">
        <span className="foreign truncate font-semibold">{name}</span>
        {isThis && (
          <span className="rounded bg-selected px-1.5 py-0.5 font-semibold text-accent text-xs">
            {site ? t("thisIn", { site }) : t("this")}
          </span>
        )}
      </span>
      <span className="text-soft text-sm">{dates.join(" · ") || t("unknownDate")}</span>
    </span>
  );
}

/** What a device is called here: the name it was given in this browser, or part of its id. */
export function useDeviceName(): (installation: Pick<Installation, "id">) => string {
  const t = useTranslations("settings.devices");
  const { names } = useDeviceNames();
  return ({ id }) => names[id] ?? t("unnamed", { id: id.slice(0, 6) });
}

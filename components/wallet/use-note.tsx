import { useTranslations } from "use-intl";
import {
  hasFewUpdatesLeft,
  type InboxUse,
  MAX_INSTALLATIONS,
  MAX_UPDATES,
  updatesLeft,
} from "@/lib/identity/core/inbox-use.ts";
import { useHostSite } from "@/lib/react/use-host-site.ts";

/** What of the inbox's limits this sign-in takes. */
export function UseNote({ use }: { use?: InboxUse }) {
  const t = useTranslations("wallet.use");
  const site = useHostSite();
  if (!use) {
    return <p className="text-faint text-sm">{site ? t("firstIn", { site }) : t("first")}</p>;
  }
  return (
    <>
      <p className="text-faint text-sm">
        {t(site ? "countIn" : "count", {
          ...(site && { site }),
          number: use.installations.length + 1,
          most: MAX_INSTALLATIONS,
          used: use.updateCount,
          mostUpdates: MAX_UPDATES,
        })}
      </p>
      {hasFewUpdatesLeft(use) && (
        <p className="rounded-xl bg-warning-tint p-3 text-sm">
          {t("few", { left: updatesLeft(use) })}
        </p>
      )}
    </>
  );
}

import { useTranslations } from "use-intl";
import type { InboxRow } from "@/lib/messaging/core/view.ts";

/** Whoever was not let in yet is found, and not taken for somebody one knows. */
export function RequestTag({ row }: { row: InboxRow }) {
  const t = useTranslations("search");
  if (row.consent !== "unknown") return null;
  return (
    <span className="shrink-0 rounded-md bg-sunken px-1.5 text-2xs text-soft">{t("request")}</span>
  );
}

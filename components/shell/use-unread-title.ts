"use client";

import { useTranslations } from "use-intl";
import { usePageTitle } from "../ui/page-title.ts";

/** Keeps the tab's title: how many messages wait, and whose conversation is open. */
export function useUnreadTitle(unreadCount: number, openName: string | undefined): void {
  const t = useTranslations("common");
  const title = openName ? `${openName} · ${t("product")}` : t("product");
  const counted = unreadCount > 0 ? t("unreadTitle", { count: unreadCount, title }) : title;
  usePageTitle(counted);
}

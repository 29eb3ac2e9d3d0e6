"use client";

import { useCallback } from "react";
import { useTranslations } from "use-intl";
import type { InboxRow } from "@/lib/messaging/core/view.ts";
import { useKnownName } from "@/lib/react/use-names.ts";
import type { Told } from "@/lib/react/use-notifications.ts";
import { useAppSettings } from "@/lib/react/use-preferences.ts";
import { useContentWords } from "../inbox/row-preview.tsx";
import { displayName } from "../ui/names.ts";

/** The words of a notification: as much as the person wants others to see on their screen. */
export function useToldWords(): (told: Told) => { title: string; body: string } {
  const t = useTranslations("notifications");
  const tInbox = useTranslations("inbox");
  const knownName = useKnownName();
  const content = useContentWords();
  const { notificationDetail } = useAppSettings();
  return useCallback(
    (told) => {
      if (told.kind === "summary") return { title: t("product"), body: t("missed", told) };
      const { row } = told;
      const count = row.unreadCount;
      if (notificationDetail === "none")
        return { title: t("product"), body: t("hidden", { count }) };
      const name = nameOf(row, tInbox("group"), knownName);
      if (notificationDetail === "name") return { title: name, body: t("hidden", { count }) };
      const title = count > 1 ? t("counted", { name, count }) : name;
      // An own message may have left after theirs: it is no news.
      const theirs = row.preview?.mine === false ? row.preview.content : undefined;
      return { title, body: theirs ? content(theirs) : t("hidden", { count }) };
    },
    [t, tInbox, knownName, content, notificationDetail],
  );
}

function nameOf(row: InboxRow, unnamed: string, knownName: ReturnType<typeof useKnownName>) {
  const { peer } = row;
  return displayName(row, unnamed, peer && knownName(peer.address)?.name);
}

"use client";

import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { mentionsMe } from "@/lib/mentions/core/mentions.ts";
import type { InboxRow } from "@/lib/messaging/core/view.ts";
import { useKnownName } from "@/lib/react/use-names.ts";
import type { Told } from "@/lib/react/use-notifications.ts";
import { useAppSettings } from "@/lib/react/use-preferences.ts";
import { useSession } from "@/lib/react/use-session.ts";
import { searchableText } from "@/lib/search/core/searchable-text.ts";
import { useContentWords } from "../inbox/row-preview.tsx";
import { displayName } from "../ui/names.ts";

/** The words of a notification: as much as the person wants others to see on their screen. */
export function useToldWords(): (told: Told) => { title: string; body: string } {
  const t = useTranslations("notifications");
  const tInbox = useTranslations("inbox");
  const knownName = useKnownName();
  const content = useContentWords();
  const { notificationDetail } = useAppSettings();
  const { state } = useSession();
  const self = state.kind === "ready" || state.kind === "restoring" ? state.address : undefined;
  return useCallback(
    (told) => {
      if (told.kind === "summary") return { title: t("product"), body: t("missed", told) };
      const { row } = told;
      if (told.kind === "call") {
        if (notificationDetail === "none") return { title: t("product"), body: t("call.hidden") };
        const name = nameOf(row, tInbox("group"), knownName);
        return { title: name, body: t(row.kind === "group" ? "call.group" : `call.${told.media}`) };
      }
      const count = row.unreadCount;
      if (notificationDetail === "none")
        return { title: t("product"), body: t("hidden", { count }) };
      const name = nameOf(row, tInbox("group"), knownName);
      if (notificationDetail === "name") return { title: name, body: t("hidden", { count }) };
      const title = count > 1 ? t("counted", { name, count }) : name;
      // An own message may have left after theirs: it is no news.
      const theirs = row.preview?.mine === false ? row.preview.content : undefined;
      if (!theirs) return { title, body: t("hidden", { count }) };
      const me = self && { address: self, name: knownName(self)?.name };
      const isOfMe = me !== undefined && mentionsMe(searchableText(theirs) ?? "", me);
      const said = content(theirs);
      return { title, body: isOfMe ? t("mentioned", { text: said }) : said };
    },
    [t, tInbox, knownName, content, notificationDetail, self],
  );
}

function nameOf(row: InboxRow, unnamed: string, knownName: ReturnType<typeof useKnownName>) {
  const { peer } = row;
  return displayName(row, unnamed, peer && knownName(peer.address)?.name);
}

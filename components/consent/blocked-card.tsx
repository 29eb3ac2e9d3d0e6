"use client";

import { useTranslations } from "use-intl";
import type { InboxRow } from "@/lib/messaging/core/view.ts";
import { useConsent } from "@/lib/react/use-consent.ts";
import { useName } from "@/lib/react/use-names.ts";
import { useArrangedRows } from "@/lib/react/use-preferences.ts";
import { ThreadMark } from "../avatar/thread-mark.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { displayName } from "../ui/names.ts";

/** Whom one wants to hear nothing from, and the way to change one's mind. */
export function BlockedCard() {
  const t = useTranslations("consent.blockedList");
  const { blocked } = useArrangedRows();
  return (
    <Card title={t("title")} body={t("body")}>
      {blocked.length === 0 && <p className="text-faint text-sm">{t("none")}</p>}
      <ul className="flex flex-col gap-2">
        {blocked.map((row) => (
          <Blocked key={row.key} row={row} />
        ))}
      </ul>
    </Card>
  );
}

function Blocked({ row }: { row: InboxRow }) {
  const t = useTranslations("consent.blocked");
  const tInbox = useTranslations("inbox");
  const { accept } = useConsent(row.key);
  const peerName = useName(row.peer?.address);
  return (
    <li className="flex items-center gap-3">
      <ThreadMark threadKey={row.key} address={row.peer?.address} sizePx={32} />
      <span className="foreign min-w-0 flex-1 truncate">
        {displayName(row, tInbox("group"), peerName?.name)}
      </span>
      <Button look="secondary" size="small" onClick={accept}>
        {t("unblock")}
      </Button>
    </li>
  );
}

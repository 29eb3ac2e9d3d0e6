"use client";

import { useTranslations } from "use-intl";
import { useOffline } from "@/lib/react/use-offline.ts";
import { Button } from "../ui/button.tsx";
import { ListCard } from "../ui/list-card.tsx";

/** Says that a newer Parley is here, for when it suits; it comes by itself with the next visit. */
export function NewerCard() {
  const t = useTranslations("common.newer");
  const { hasNewer, useNewer, later } = useOffline();
  if (!hasNewer) return null;
  return (
    <ListCard title={t("title")} body={t("body")}>
      <Button size="small" onClick={useNewer}>
        {t("use")}
      </Button>
      <Button size="small" look="quiet" onClick={later}>
        {t("later")}
      </Button>
    </ListCard>
  );
}

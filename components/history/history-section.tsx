"use client";

import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import { Card } from "../ui/card.tsx";
import { BringHistory } from "./bring-history.tsx";
import { RestoreArchive } from "./restore-archive.tsx";
import { SaveArchive } from "./save-archive.tsx";
import { StorageSpace } from "./storage-space.tsx";

/** Everything about where one's messages are, and how they get elsewhere. */
export function HistorySection({ self }: { self: Address }) {
  const t = useTranslations("history");
  return (
    <>
      <p className="text-soft">{t("lead")}</p>
      <Card title={t("bring.title")} body={t("bring.body")}>
        <BringHistory />
      </Card>
      <Card title={t("restore.title")} body={t("restore.body")}>
        <RestoreArchive />
      </Card>
      <Card title={t("save.title")} body={t("save.body")}>
        <SaveArchive self={self} />
      </Card>
      <Card title={t("storage.title")}>
        <StorageSpace />
      </Card>
    </>
  );
}

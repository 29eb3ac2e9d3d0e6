"use client";

import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useStorage } from "@/lib/react/use-storage.ts";
import { Button } from "../ui/button.tsx";

const MEGABYTE = 1_000_000;

/** How much room there is, and whether the browser promises to keep what is in it. */
export function StorageSpace() {
  const t = useTranslations("history.storage");
  const format = useFormatter();
  const { state, keep } = useStorage();
  const [isRefused, setRefused] = useState(false);
  const size = (bytes: number) =>
    format.number(bytes / MEGABYTE, {
      style: "unit",
      unit: "megabyte",
      maximumFractionDigits: bytes < 10 * MEGABYTE ? 1 : 0,
    });
  const { room, isKept, isNearlyFull } = state;
  return (
    <>
      <p className="text-soft">
        {room
          ? t("used", { used: size(room.usedBytes), quota: size(room.quotaBytes) })
          : t("unknown")}
      </p>
      {isNearlyFull && <p className="rounded-xl bg-warning-tint p-3">{t("low")}</p>}
      {isKept !== undefined && (
        <p role="status" className="text-soft">
          {isKept ? t("kept") : isRefused ? t("refused") : t("mayGo")}
        </p>
      )}
      {isKept === false && (
        <Button look="secondary" onClick={() => void keep().then((isNow) => setRefused(!isNow))}>
          {t("keep")}
        </Button>
      )}
    </>
  );
}

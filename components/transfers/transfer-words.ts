import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { isMoving, type TransferRow } from "@/lib/transfers/core/transfer-row.ts";
import { isolated } from "../ui/isolate.tsx";
import { useBytes } from "../ui/use-bytes.ts";
import { timeLeft } from "./time-left.ts";

/** How a file stands, in a sentence. `isHeld`: the call is there, its connection is not. */
export function useStageWords(name: string): (row: TransferRow, isHeld: boolean) => string {
  const t = useTranslations("transfers");
  return useCallback(
    (row, isHeld) => {
      const { stage, why, isLost, isPausedHere, isPausedThere } = row;
      const who = { name: isolated(name) };
      if (stage === "ended" && why !== undefined) {
        return t(`ended.${row.way}.${why}` as Parameters<typeof t>[0], who);
      }
      if (stage === "ended" || stage === "arrived") return t("stage.arrived", who);
      if (stage === "waiting") return t(isLost ? "stage.lost" : "stage.waiting");
      if (isPausedHere && stage !== "complete" && stage !== "saved") return t("stage.pausedHere");
      if (isPausedThere) return t("stage.pausedThere", who);
      if (stage === "offered") return t("stage.offered", who);
      if (stage === "sending" || stage === "receiving") return isHeld ? t("stage.held") : "";
      return t(`stage.${stage}`);
    },
    [t, name],
  );
}

/** How far it is, how fast it goes, and how long that takes. */
export function useProgressWords(): (row: TransferRow) => string {
  const t = useTranslations("transfers");
  const size = useBytes();
  return useCallback(
    (row) => {
      const { doneBytes, sizeBytes, bytesPerS } = row;
      const said = [t("done", { done: size(doneBytes), all: size(sizeBytes) })];
      if (isMoving(row) && bytesPerS !== undefined && bytesPerS > 0) {
        said.push(t("rate", { size: size(bytesPerS) }));
        const left = timeLeft(sizeBytes - doneBytes, bytesPerS);
        if (left) said.push(t(`left.${left.unit}`, { count: left.count }));
      }
      return said.join(" · ");
    },
    [t, size],
  );
}

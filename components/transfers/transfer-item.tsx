import { Check } from "lucide-react";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import type { Calls, CallsView } from "@/lib/react/use-calls.ts";
import { isMoving, type TransferRow } from "@/lib/transfers/core/transfer-row.ts";
import type { Called } from "../calls/use-called.ts";
import { announce } from "../ui/announcements.tsx";
import { FileMark } from "../ui/file-mark.tsx";
import { FileName } from "../ui/file-name.tsx";
import { isolated, Sentence, withoutMarks } from "../ui/isolate.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { useBytes } from "../ui/use-bytes.ts";
import { ArchiveInstead } from "./archive-instead.tsx";
import { TransferVerbs } from "./transfer-verbs.tsx";
import { useProgressWords, useStageWords } from "./transfer-words.ts";

type TransferItemProps = { calls: Calls; view: CallsView; row: TransferRow; called: Called };

/** One file that goes straight to another device, or comes from one. */
export function TransferItem({ calls, view, row, called }: TransferItemProps) {
  const t = useTranslations("transfers");
  const size = useBytes();
  const { name } = called;
  const { stage, way, mimeType, sizeBytes } = row;
  const fileName = row.name || t("unnamed");
  const stageWords = useStageWords(name);
  const progressWords = useProgressWords();
  const isHeld = view.call.kind === "reconnecting";
  const words = stageWords(row, isHeld);
  const isWhole = stage === "complete" || stage === "saved" || stage === "arrived";
  const isUnderWay = !isWhole && !["asked", "offered", "ended"].includes(stage);
  useNews(
    stage === "asked"
      ? t("asks", { name: isolated(name), file: isolated(fileName), size: size(sizeBytes) })
      : isWhole || stage === "ended"
        ? `${fileName}: ${words}`
        : undefined,
  );
  return (
    <li className="flex flex-col gap-2 border-rule border-t py-3 first:border-t-0">
      <div className="flex items-start gap-3">
        <FileMark mimeType={mimeType} />
        <div className="flex min-w-0 flex-1 flex-col gap-0.5 text-sm">
          <FileName name={fileName} />
          <p className="text-soft text-xs">
            <Sentence text={t(`with.${way}`, { name: isolated(name) })} />
            {" · "}
            {isUnderWay ? progressWords(row) : size(sizeBytes)}
          </p>
          {words !== "" && (
            <p
              className={stage === "ended" ? "text-warning" : isWhole ? "text-accent" : "text-soft"}
            >
              {isWhole && <Check aria-hidden="true" size={14} className="mr-1 inline" />}
              <Sentence text={words} />
            </p>
          )}
          {isMoving(row) && <Way view={view} row={row} name={name} />}
          {way === "out" && stage === "offered" && mimeType.startsWith("image/") && (
            <p className="text-soft text-xs">{t("asIs")}</p>
          )}
        </div>
      </div>
      {isUnderWay && (
        <ProgressBar
          label={t("progress", { file: fileName })}
          share={sizeBytes > 0 ? row.doneBytes / sizeBytes : 1}
        />
      )}
      <TransferVerbs calls={calls} row={row} fileName={fileName} />
      {way === "out" && isStranded(row) && (
        <ArchiveInstead calls={calls} row={row} thread={called.threadKey} />
      )}
    </li>
  );
}

/** Nothing goes on of itself just now. */
function isStranded({ stage, why }: TransferRow): boolean {
  return stage === "waiting" || (stage === "ended" && why !== "declined" && why !== "unreadable");
}

function Way({ view: { path }, row, name }: { view: CallsView; row: TransferRow; name: string }) {
  const t = useTranslations("transfers.way");
  if (!path) return null;
  return (
    <p className="text-soft text-xs">
      <Sentence
        text={path.kind === "direct" ? t(row.way, { name: isolated(name) }) : t("relayed")}
      />
    </p>
  );
}

/** Says it once to those who can't see that it happened. */
function useNews(news: string | undefined): void {
  useEffect(() => {
    if (news !== undefined) announce(withoutMarks(news));
  }, [news]);
}

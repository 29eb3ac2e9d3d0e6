import { Check, RotateCw, Trash2, X } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { progressOf, type ShippedFile } from "@/lib/attachments/core/shipment.ts";
import { isNotBare } from "@/lib/attachments/core/step-shipments.ts";
import type { ShipmentContent } from "@/lib/messaging/core/records.ts";
import { type ShownShipment, useShipment } from "@/lib/react/use-shipping.ts";
import { clock } from "../player/clock.ts";
import { Button } from "../ui/button.tsx";
import { FileMark } from "../ui/file-mark.tsx";
import { FileName } from "../ui/file-name.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { useBytes } from "../ui/use-bytes.ts";

/** A message with files on its way: how far each of them is, and what can be done about it. */
export function ShipmentCard({ content }: { content: ShipmentContent }) {
  const t = useTranslations("sending.row");
  const { shipment, retry, sendOriginals, cancel, blobOf } = useShipment(content.key);
  if (!shipment) return <p>{t("begun", { count: content.files.length })}</p>;
  const { files, isElsewhere, isWritten } = shipment;
  const failed = files.filter(({ stage }) => stage.kind === "failed");
  const notBare = failed.filter(isNotBare).length;
  const mayEnd = !isElsewhere && !isWritten;
  const isAlone = files.length === 1;
  return (
    <div className="flex w-[min(19rem,66vw)] flex-col gap-1.5 py-0.5">
      <ul className="flex flex-col gap-1">
        {files.map((file) => (
          <FileLine
            key={file.id}
            file={file}
            blob={blobOf(file.id)}
            isHeld={shipment.isHeld}
            isAlone={isAlone}
            onCancel={mayEnd ? () => cancel(isAlone ? undefined : file.id) : undefined}
          />
        ))}
      </ul>
      {isElsewhere && <p className="text-soft text-xs">{t("elsewhere")}</p>}
      {failed.length === 0 && !isElsewhere && (
        <div className="flex items-center gap-1">
          <Progress shipment={shipment} />
          {mayEnd && !isAlone && <EndButton label={t("cancel")} run={() => cancel()} />}
        </div>
      )}
      {failed.length > 0 && mayEnd && (
        <div className="flex flex-wrap gap-1">
          {notBare > 0 && (
            <Button look="secondary" size="small" onClick={sendOriginals}>
              {t("originals", { count: notBare })}
            </Button>
          )}
          {failed.some(isHere) && (
            <Button look="secondary" size="small" onClick={retry}>
              <RotateCw aria-hidden="true" size={14} />
              {t("retry")}
            </Button>
          )}
          {failed.length < files.length && (
            <Button
              look="secondary"
              size="small"
              onClick={() => {
                for (const { id } of failed) cancel(id);
              }}
            >
              {t("rest")}
            </Button>
          )}
          <Button look="danger" size="small" onClick={() => cancel()}>
            <Trash2 aria-hidden="true" size={14} />
            {t("delete")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** What another try would meet again. */
const FINAL = new Set<string>(["attachment.not-ready", "attachment.not-bare"]);

/** Whether there is anything to try again with. */
function isHere({ stage }: ShippedFile): boolean {
  return stage.kind === "failed" && !FINAL.has(stage.reason);
}

function EndButton({ label, run }: { label: string; run: () => void }) {
  return (
    <IconButton label={label} onClick={run} className="size-7! rounded-lg">
      <X aria-hidden="true" size={14} />
    </IconButton>
  );
}

type FileLineProps = {
  file: ShippedFile;
  blob: Blob | undefined;
  isHeld: boolean;
  /** The message has no other file. */
  isAlone: boolean;
  onCancel: (() => void) | undefined;
};

function FileLine({ file, blob, isHeld, isAlone, onCancel }: FileLineProps) {
  const t = useTranslations("sending.row");
  const tErrors = useTranslations("errors");
  const { fileName, mimeType, preview, stage } = file;
  const isVoice = preview?.waveform !== undefined;
  const name = isVoice
    ? t("voice", { length: clock(preview?.durationMs ?? 0) })
    : fileName || t("unnamed");
  return (
    <li className="flex items-center gap-2">
      <FileMark mimeType={mimeType} blob={blob} isVoice={isVoice} />
      <span className="flex min-w-0 flex-1 flex-col">
        <FileName name={name} />
        {stage.kind === "failed" ? (
          <span className="text-danger text-xs">{tErrors(stage.reason)}</span>
        ) : (
          <StageWords file={file} isHeld={isHeld} />
        )}
      </span>
      {onCancel && (!isAlone || stage.kind !== "failed") && (
        <EndButton label={isAlone ? t("cancel") : t("cancelFile", { name })} run={onCancel} />
      )}
    </li>
  );
}

function StageWords({
  file: { stage, sizeBytes },
  isHeld,
}: Pick<FileLineProps, "file" | "isHeld">) {
  const t = useTranslations("sending.row");
  const size = useBytes();
  const isStalled = useIsStalled(stage.kind === "uploading" && stage.fraction < 1, stage);
  const line = (words: ReactNode) => <span className="text-soft text-xs">{words}</span>;
  switch (stage.kind) {
    case "chosen":
      return line(t("chosen", { size: size(sizeBytes) }));
    case "sealing":
      return line(t("sealing"));
    case "sealed":
      return line(isHeld ? t("held") : t("chosen", { size: size(stage.sealed.sealedBytes) }));
    case "uploading": {
      if (isHeld || isStalled) return line(t("held"));
      if (stage.fraction === 1) return line(t("archiving"));
      const all = stage.sealed.sealedBytes;
      return line(t("uploading", { done: size(all * stage.fraction), all: size(all) }));
    }
    default:
      return line(
        <span className="flex items-center gap-1">
          <Check aria-hidden="true" size={12} />
          {t("archived")}
        </span>,
      );
  }
}

/** Without a step for so long, it waits for something. */
const STALLED_AFTER_MS = 8_000;

/** Whether something that goes on has not moved for a while. */
function useIsStalled(isMoving: boolean, step: unknown): boolean {
  const [stalledAt, setStalledAt] = useState<unknown>();
  useEffect(() => {
    if (!isMoving) return;
    const timer = setTimeout(() => setStalledAt(step), STALLED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isMoving, step]);
  return isMoving && stalledAt === step;
}

function Progress({ shipment }: { shipment: ShownShipment }) {
  const t = useTranslations("sending.row");
  const { files, isWritten } = shipment;
  const { doneBytes, bytes } = progressOf(shipment);
  const share = isWritten ? 1 : bytes > 0 ? doneBytes / bytes : 0;
  return <ProgressBar label={t("progress", { count: files.length })} share={share} />;
}

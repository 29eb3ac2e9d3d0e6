import { RotateCw, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import { Button } from "../ui/button.tsx";

type FailedNoteProps = { reason: ErrorCode; onRetry: () => void; onDiscard: () => void };

/** Why a message did not leave, and the two ways on. */
export function FailedNote({ reason, onRetry, onDiscard }: FailedNoteProps) {
  const t = useTranslations("thread.failed");
  const tErrors = useTranslations("errors");
  return (
    <div className="mt-1 mb-2 flex max-w-[34rem] flex-col items-end gap-1 text-sm">
      <p className="text-right text-danger">{tErrors(reason)}</p>
      <div className="flex gap-1">
        <Button look="danger" size="small" onClick={onDiscard}>
          <Trash2 aria-hidden="true" size={14} />
          {t("discard")}
        </Button>
        <Button look="secondary" size="small" onClick={onRetry}>
          <RotateCw aria-hidden="true" size={14} />
          {t("retry")}
        </Button>
      </div>
    </div>
  );
}

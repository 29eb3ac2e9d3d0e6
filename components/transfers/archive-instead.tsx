import { useState } from "react";
import { useTranslations } from "use-intl";
import { refusalOf } from "@/lib/attachments/core/archive-limits.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import type { Calls } from "@/lib/react/use-calls.ts";
import { useArchiveLimit, useArchiveUsage } from "@/lib/react/use-own-archive.ts";
import { useShipFiles } from "@/lib/react/use-shipping.ts";
import type { TransferRow } from "@/lib/transfers/core/transfer-row.ts";
import { RefusalWords } from "../sending/refusal-words.tsx";
import { Button } from "../ui/button.tsx";

type ArchiveInsteadProps = { calls: Calls; row: TransferRow; thread: ThreadKey };

/** The way that is always there: sealed, through the archive, as any file of a message. */
export function ArchiveInstead({ calls, row, thread }: ArchiveInsteadProps) {
  const limit = useArchiveLimit();
  const t = useTranslations("transfers.archive");
  if (!limit) return <p className="text-soft text-sm">{t("none")}</p>;
  return <OfArchive calls={calls} row={row} thread={thread} {...limit} />;
}

function OfArchive({
  calls: { files },
  row,
  thread,
  maxFileBytes,
}: ArchiveInsteadProps & { maxFileBytes: number }) {
  const t = useTranslations("transfers");
  const usage = useArchiveUsage();
  const ship = useShipFiles(thread);
  const [hasFailed, setHasFailed] = useState(false);
  const file = files.fileOf(row.key);
  if (!file) return null;
  const fileName = row.name || t("unnamed");
  const refusal = refusalOf([{ fileName, sizeBytes: row.sizeBytes }], {
    maxFileBytes,
    ...(usage && { usage }),
  });
  if (refusal) {
    return (
      <p className="text-soft text-sm">
        <RefusalWords refusal={refusal} />
      </p>
    );
  }
  const send = async () => {
    const { mimeType } = row;
    const error = await ship([{ file, fileName: row.name, mimeType, picture: "original" }]);
    if (error) setHasFailed(true);
    else files.remove(row.key);
  };
  return (
    <>
      {hasFailed && (
        <p role="alert" className="text-sm text-warning">
          {t("archive.failed")}
        </p>
      )}
      <Button size="small" look="secondary" className="w-fit" onClick={() => void send()}>
        {t("archive.action")}
      </Button>
    </>
  );
}

"use client";

import { FolderLock, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { FileCopy } from "@/lib/attachments/core/attachment.ts";
import {
  type OwnArchiveBinding,
  type OwnFile,
  useArchiveLimit,
  useOwnArchive,
} from "@/lib/react/use-own-archive.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { FileMark } from "../ui/file-mark.tsx";
import { FileName } from "../ui/file-name.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { useBytes } from "../ui/use-bytes.ts";
import { useTimes } from "../ui/use-times.ts";
import { ErrorSentence } from "../wallet/error-sentence.tsx";
import { RemoveFileDialog } from "./remove-file-dialog.tsx";

/** What one has archived on the server of this Parley, and how much more there may be. */
export function FilesSection() {
  const t = useTranslations("files");
  const limit = useArchiveLimit();
  if (!limit) return <EmptyState title={t("none.title")} body={t("none.body")} />;
  return <Archive maxFileBytes={limit.maxFileBytes} />;
}

function Archive({ maxFileBytes }: { maxFileBytes: number }) {
  const t = useTranslations("files");
  const tCommon = useTranslations("common");
  const archive = useOwnArchive();
  const [removing, setRemoving] = useState<OwnFile>();
  const { status, files, usage, error, hasMore, loadMore, reload } = archive;
  if (status === "loading")
    return (
      <p role="status" className="flex items-center gap-3 text-soft">
        <Spinner />
        {t("loading")}
      </p>
    );
  return (
    <>
      {usage && <UsageCard usage={usage} maxFileBytes={maxFileBytes} />}
      {error && (
        <div className="flex flex-col items-start gap-3">
          <ErrorSentence error={error} />
          <Button look="secondary" onClick={reload}>
            {tCommon("retry")}
          </Button>
        </div>
      )}
      {usage && files.length === 0 && (
        <EmptyState
          art={<FolderLock aria-hidden="true" size={40} className="text-faint" />}
          title={t("empty.title")}
          body={t("empty.body")}
        />
      )}
      {files.length > 0 && (
        <section aria-labelledby="own-files">
          <h2 id="own-files" className="pb-2 font-semibold">
            {t("list")}
          </h2>
          <ul className="flex flex-col rounded-xl border border-rule">
            {files.map((file) => (
              <FileRow key={file.cid} file={file} onRemove={() => setRemoving(file)} />
            ))}
          </ul>
        </section>
      )}
      {hasMore && !error && (
        <Button look="secondary" onClick={loadMore}>
          {t("more")}
        </Button>
      )}
      <RemoveFileDialog
        file={removing}
        onClose={() => setRemoving(undefined)}
        onRemove={archive.remove}
      />
    </>
  );
}

type UsageCardProps = {
  usage: NonNullable<OwnArchiveBinding["usage"]>;
  maxFileBytes: number;
};

function UsageCard({ usage: { usedBytes, quotaBytes }, maxFileBytes }: UsageCardProps) {
  const t = useTranslations("files");
  const size = useBytes();
  const share = quotaBytes > 0 ? Math.min(1, usedBytes / quotaBytes) : 1;
  return (
    <Card title={t("title")} body={t("body")}>
      <div className="flex w-full flex-col gap-2">
        <ProgressBar label={t("usage")} share={share} />
        <p className="flex flex-wrap justify-between gap-x-4 text-sm">
          <span>{t("used", { used: size(usedBytes), quota: size(quotaBytes) })}</span>
          <span className="text-faint">{t("most", { most: size(maxFileBytes) })}</span>
        </p>
      </div>
    </Card>
  );
}

function FileRow({ file, onRemove }: { file: OwnFile; onRemove: () => void }) {
  const t = useTranslations("files");
  const size = useBytes();
  const times = useTimes();
  const { cid, sizeBytes, archivedAtMs, fileName, mimeType } = file;
  const name = fileName || t("unnamed");
  return (
    <li className="flex items-start gap-3 border-rule px-3 py-2.5 not-first:border-t">
      <FileMark mimeType={mimeType ?? ""} />
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <FileName name={name} />
        <p className="text-soft text-xs">
          {size(sizeBytes)}
          {" · "}
          <time dateTime={new Date(archivedAtMs).toISOString()} title={times.full(archivedAtMs)}>
            {times.date(archivedAtMs)}
          </time>
        </p>
        <p className="text-soft text-xs">
          <CopyWords copies={file.copies} />
        </p>
        <p className="flex items-center gap-1 text-faint text-xs">
          <span title={cid} className="font-mono">
            {`${cid.slice(0, 10)}…${cid.slice(-6)}`}
          </span>
          <CopyButton label={t("copyCid", { name })} text={cid} className="size-6! rounded-md" />
        </p>
      </div>
      <IconButton label={t("remove", { name })} onClick={onRemove} className="size-9!">
        <Trash2 aria-hidden="true" size={18} />
      </IconButton>
    </li>
  );
}

/** Where it is kept: what the server says, in words. */
function CopyWords({ copies }: { copies: readonly FileCopy[] }) {
  const t = useTranslations("files.copies");
  if (copies.length === 0) return t("none");
  return copies
    .map((copy) =>
      copy.kind === "node" ? t("node") : t(`service.${copy.status}`, { name: copy.name }),
    )
    .join(" · ");
}

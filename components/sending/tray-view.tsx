import { ChevronDown, ChevronUp, CircleAlert, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { leftOf, refusalOf } from "@/lib/attachments/core/archive-limits.ts";
import type { ParleyError } from "@/lib/errors/base.ts";
import { useArchiveUsage } from "@/lib/react/use-own-archive.ts";
import { FileMark } from "../ui/file-mark.tsx";
import { FileName } from "../ui/file-name.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { useBytes } from "../ui/use-bytes.ts";
import type { ChosenFile, TrayBinding } from "./chosen-files.ts";
import { RefusalWords } from "./refusal-words.tsx";
import { WhatIsTold } from "./what-is-told.tsx";

type TrayViewProps = {
  tray: TrayBinding;
  maxFileBytes: number;
  /** Why it could not be sent just now. */
  failure: ParleyError | undefined;
  /** Told whenever it is known whether these can be sent. */
  onRefused: (isRefused: boolean) => void;
};

/** Files that are about to be sent: what they are, what is sent of them, and whether they may. */
export function TrayView({ tray, maxFileBytes, failure, onRefused }: TrayViewProps) {
  const t = useTranslations("sending");
  const tErrors = useTranslations("errors");
  const size = useBytes();
  const usage = useArchiveUsage();
  const { files, pictures } = tray;
  const totalBytes = files.reduce((sum, { file }) => sum + file.size, 0);
  const sizes = files.map(({ fileName, file }) => ({ fileName, sizeBytes: file.size }));
  const refusal = refusalOf(sizes, { maxFileBytes, ...(usage && { usage }) });
  const isRefused = refusal !== undefined;
  const section = useRef<HTMLElement>(null);
  useEffect(() => onRefused(isRefused), [onRefused, isRefused]);
  return (
    <section
      ref={section}
      aria-label={t("tray.label")}
      className="mb-1 flex flex-col gap-1.5 rounded-2xl border border-rule bg-canvas p-2"
    >
      <ul className="scroll-pane grid max-h-60 grid-cols-1 gap-1 overflow-y-auto split:grid-cols-2">
        {files.map((file, index) => (
          <ChosenRow
            key={file.id}
            file={file}
            onRemove={() => {
              tray.remove(file.id);
              leaveTo(section.current, index);
            }}
            onEarlier={index > 0 ? () => tray.move(file.id, -1) : undefined}
            onLater={index < files.length - 1 ? () => tray.move(file.id, 1) : undefined}
          />
        ))}
      </ul>
      <WhatIsTold files={files} pictures={pictures} choosePictures={tray.choosePictures} />
      {tray.hadFolders && <Note>{t("tray.folders")}</Note>}
      {failure && <Note>{tErrors(failure.code)}</Note>}
      {refusal ? (
        <Note>
          <RefusalWords refusal={refusal} />
        </Note>
      ) : (
        <p className="px-1 text-faint text-xs">
          {t("tray.total", { count: files.length, size: size(totalBytes) })}
          {" · "}
          {usage
            ? t("tray.left", {
                most: size(maxFileBytes),
                left: size(leftOf(usage)),
                quota: size(usage.quotaBytes),
              })
            : t("tray.most", { most: size(maxFileBytes) })}
        </p>
      )}
    </section>
  );
}

/** Whoever took a file out with the keys is at the next one then, or in the composer. */
function leaveTo(tray: HTMLElement | null, index: number): void {
  const composer = tray?.closest("form")?.querySelector("textarea");
  requestAnimationFrame(() => {
    const buttons = [...(tray?.querySelectorAll<HTMLElement>("[data-remove]") ?? [])];
    (buttons[index] ?? buttons.at(-1) ?? composer)?.focus();
  });
}

type ChosenRowProps = {
  file: ChosenFile;
  onRemove: () => void;
  /** Left out where there is nowhere to go. */
  onEarlier: (() => void) | undefined;
  onLater: (() => void) | undefined;
};

function ChosenRow({ file, onRemove, onEarlier, onLater }: ChosenRowProps) {
  const t = useTranslations("sending.tray");
  const size = useBytes();
  const { fileName: name, mimeType, file: blob } = file;
  return (
    <li className="group/file flex items-center gap-2 rounded-xl bg-raised p-1 pr-0.5">
      <FileMark mimeType={mimeType} blob={blob} />
      <span className="flex min-w-0 flex-1 flex-col">
        <FileName name={name} />
        <span className="text-faint text-xs">{size(blob.size)}</span>
      </span>
      {(onEarlier || onLater) && (
        <span className="flex flex-col">
          <Step label={t("earlier", { name })} run={onEarlier} icon={ChevronUp} />
          <Step label={t("later", { name })} run={onLater} icon={ChevronDown} />
        </span>
      )}
      <IconButton
        data-remove
        label={t("remove", { name })}
        onClick={onRemove}
        className="size-8! rounded-lg"
      >
        <X aria-hidden="true" size={16} />
      </IconButton>
    </li>
  );
}

type StepProps = { label: string; run: (() => void) | undefined; icon: typeof ChevronUp };

function Step({ label, run, icon: Icon }: StepProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-disabled={!run}
      onClick={run}
      className="flex size-6 items-center justify-center rounded text-faint hover:bg-hover hover:text-ink aria-disabled:cursor-default aria-disabled:opacity-30"
    >
      <Icon aria-hidden="true" size={14} />
    </button>
  );
}

function Note({ children }: { children: React.ReactNode }) {
  return (
    <p role="alert" className="foreign flex gap-1.5 px-1 text-danger text-sm">
      <CircleAlert aria-hidden="true" size={16} className="mt-px shrink-0" />
      <span className="min-w-0">{children}</span>
    </p>
  );
}

import { Download, Eye, File, FileArchive, FileText, FileWarning } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { likelyType, saidBytes } from "@/lib/attachments/core/file-kind.ts";
import { isDisguised, isProgram, viewerOf } from "@/lib/attachments/core/showing.ts";
import { type FileState, type PlacedFile, useFile } from "@/lib/react/use-files.ts";
import { FileName } from "../ui/file-name.tsx";
import { useBytes } from "../ui/use-bytes.ts";
import { DisguiseNote } from "./disguise-note.tsx";
import { FileAbout } from "./file-about.tsx";
import { SourceNote } from "./files-note.tsx";
import { ProgressRing } from "./progress-ring.tsx";
import { useFailureWords } from "./use-failure-words.ts";
import { useFileName } from "./use-file-name.ts";
import { useKindWords } from "./use-kind-words.ts";
import { useSave } from "./use-save.tsx";
import { view } from "./viewing.ts";

type DocumentRowProps = { placed: PlacedFile; mine: boolean };

/** A file that is read or saved: what it is called, how large it is, and what can be done. */
export function DocumentRow({ placed, mine }: DocumentRowProps) {
  const t = useTranslations("attachments");
  const { state, open, cancel } = useFile(placed);
  const name = useFileName(placed, state);
  const words = useFailureWords();
  const { save, question } = useSave();
  const [wanted, setWanted] = useState<"open" | "save">();
  const opened = state?.kind === "opened" ? state.opened : undefined;
  const { file } = placed;
  const type = opened?.mimeType ?? likelyType(file);
  const mayBeSeen = viewerOf(type, name) !== undefined && !isProgram(type, name);

  // What was pressed before it was here is done when it is.
  useEffect(() => {
    if (!wanted || !state || state.kind === "loading") return;
    setWanted(undefined);
    if (state.kind !== "opened") return;
    if (wanted === "open" && viewerOf(state.opened.mimeType, name)) view(placed.key);
    else save(state.opened, name);
  }, [wanted, state, name, placed.key, save]);
  const want = (next: "open" | "save") => () => {
    if (state?.kind !== "opened") open();
    setWanted(next);
  };

  return (
    <div className="flex w-[min(19rem,66vw)] flex-col gap-1">
      <div className="flex items-center gap-2.5">
        <span className="flex size-10 shrink-0 items-center justify-center rounded-xl bg-hover text-accent">
          {state?.kind === "loading" ? (
            <ProgressRing
              share={state.fraction}
              label={t("loading", { name })}
              cancelLabel={t("cancel", { name })}
              onCancel={cancel}
            />
          ) : (
            <FileIcon type={type} name={name} />
          )}
        </span>
        <span className="flex min-w-0 flex-1 flex-col">
          <FileName name={name} />
          <DocumentLine placed={placed} state={state} />
        </span>
        <FileAbout placed={placed} state={state} name={name} mine={mine} />
      </div>
      {opened && isDisguised(file, opened.mimeType) && <DisguiseNote file={file} opened={opened} />}
      {!placed.isTrusted && <SourceNote placed={placed} />}
      {state?.kind === "failed" && (
        <p role="status" className="foreign text-danger text-xs">
          {words(state.code, name)}
        </p>
      )}
      <div className="flex gap-1">
        {state?.kind === "failed" || (!placed.isTrusted && !opened) ? (
          state?.kind !== "loading" && (
            <RowButton
              label={state ? t("retryNamed", { name }) : `${t("load")}: ${name}`}
              onClick={open}
            >
              {state ? t("retry") : t("load")}
            </RowButton>
          )
        ) : (
          <>
            {mayBeSeen && (
              <RowButton label={t("openNamed", { name })} onClick={want("open")}>
                <Eye aria-hidden="true" size={15} />
                {t("open")}
              </RowButton>
            )}
            <RowButton label={t("saveNamed", { name })} onClick={want("save")}>
              <Download aria-hidden="true" size={15} />
              {t("save")}
            </RowButton>
          </>
        )}
      </div>
      {question}
    </div>
  );
}

function DocumentLine({ placed, state }: { placed: PlacedFile; state: FileState | undefined }) {
  const size = useBytes();
  const kind = useKindWords();
  const opened = state?.kind === "opened" ? state.opened : undefined;
  const bytes = opened?.blob.size ?? saidBytes(placed.file);
  const parts = [
    ...(bytes === undefined ? [] : [size(bytes)]),
    ...(opened ? [kind(opened.mimeType, opened.fileName ?? placed.file.fileName)] : []),
  ];
  return <span className="text-faint text-xs">{parts.join(" · ")}</span>;
}

function FileIcon({ type, name }: { type: string; name: string }) {
  const Icon = isProgram(type, name)
    ? FileWarning
    : /zip|tar|7z|rar|xz/.test(type)
      ? FileArchive
      : type.startsWith("text/") || type.includes("pdf") || type.includes("document")
        ? FileText
        : File;
  return <Icon aria-hidden="true" size={20} />;
}

type RowButtonProps = { label: string; onClick: () => void; children: React.ReactNode };

function RowButton({ label, onClick, children }: RowButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className="inline-flex min-h-7 items-center gap-1.5 rounded-lg px-2 font-semibold text-accent text-sm hover:bg-hover"
    >
      {children}
    </button>
  );
}

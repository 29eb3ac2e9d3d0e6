import { useTranslations } from "use-intl";
import { isDisguised } from "@/lib/attachments/core/showing.ts";
import { type FileState, type PlacedFile, useFile, useSources } from "@/lib/react/use-files.ts";
import { DisguiseNote } from "./disguise-note.tsx";
import { useFailureWords } from "./use-failure-words.ts";
import { useFileName } from "./use-file-name.ts";

/** What is to be said of the pictures above it: from where they would come, why they did not. */
export function FilesNote({ files }: { files: readonly PlacedFile[] }) {
  const [first] = files;
  return (
    <>
      {first && !first.isTrusted && <SourceNote placed={first} />}
      {files.map((placed) => (
        <FileNote key={placed.key} placed={placed} />
      ))}
    </>
  );
}

function FileNote({ placed }: { placed: PlacedFile }) {
  const { state } = useFile(placed);
  const name = useFileName(placed, state);
  const words = useFailureWords();
  if (state?.kind === "failed")
    return (
      <p role="status" className="foreign px-1.5 text-danger text-xs">
        {words(state.code, name)}
      </p>
    );
  return <Disguise placed={placed} state={state} />;
}

function Disguise({ placed, state }: { placed: PlacedFile; state: FileState | undefined }) {
  if (state?.kind !== "opened" || !isDisguised(placed.file, state.opened.mimeType)) return null;
  return <DisguiseNote file={placed.file} opened={state.opened} />;
}

/** Before a stranger's file is asked for: who would learn of it. Nothing once it is here. */
export function SourceNote({ placed }: { placed: PlacedFile }) {
  const t = useTranslations("attachments");
  const { state } = useFile(placed);
  const hosts = useSources(placed.file);
  if (state !== undefined || !hosts) return null;
  const [only] = hosts;
  return (
    <p className="foreign px-1.5 text-faint text-xs">
      {placed.file.kind === "inline"
        ? t("inside")
        : !only
          ? t("nowhere")
          : hosts.length === 1
            ? t("loadFrom", { host: only })
            : t("loadFromMany", { hosts: hosts.join(", ") })}
    </p>
  );
}

import { Download } from "lucide-react";
import { useTranslations } from "use-intl";
import { saidBytes } from "@/lib/attachments/core/file-kind.ts";
import { isDisguised, viewerOf } from "@/lib/attachments/core/showing.ts";
import { type FileState, type PlacedFile, useFile } from "@/lib/react/use-files.ts";
import { Button } from "../../ui/button.tsx";
import { useBytes } from "../../ui/use-bytes.ts";
import { DisguiseNote } from "../disguise-note.tsx";
import { SourceNote } from "../files-note.tsx";
import { ProgressRing } from "../progress-ring.tsx";
import { useFailureWords } from "../use-failure-words.ts";
import { useFileName } from "../use-file-name.ts";
import { DocumentStage } from "./document-stage.tsx";
import { Middle } from "./middle.tsx";
import { PictureStage } from "./picture-stage.tsx";

type StageProps = {
  placed: PlacedFile;
  onStep: (by: number) => void;
  onClose: () => void;
};

/** The file itself, as large as there is room; or what is to be said while it is not here. */
export function Stage({ placed, onStep, onClose }: StageProps) {
  const { state, open, cancel } = useFile(placed);
  const name = useFileName(placed, state);
  if (state?.kind !== "opened")
    return <NotHere placed={placed} state={state} name={name} onOpen={open} onCancel={cancel} />;
  return <Opened {...{ placed, state, name, onStep, onClose }} />;
}

type OpenedProps = {
  placed: PlacedFile;
  state: Extract<FileState, { kind: "opened" }>;
  name: string;
  onStep: (by: number) => void;
  onClose: () => void;
};

function Opened({ placed, state: { opened, url }, name, onStep, onClose }: OpenedProps) {
  const t = useTranslations("attachments");
  const { file } = placed;
  const viewer = viewerOf(opened.mimeType, name);
  switch (viewer) {
    case "pdf":
    case "text":
      return <DocumentStage opened={opened} what={viewer} name={name} onClose={onClose} />;
    case "image":
      return <PictureStage url={url} name={name} onStep={onStep} />;
    case "video":
      return (
        // biome-ignore lint/a11y/useMediaCaption: what people send each other has none
        <video
          src={url}
          aria-label={name}
          controls
          autoPlay
          playsInline
          className="absolute inset-0 size-full"
        />
      );
    default:
      return (
        <Middle>
          {isDisguised(file, opened.mimeType) && (
            <span className="rounded-lg bg-warning-tint p-2">
              <DisguiseNote file={file} opened={opened} />
            </span>
          )}
          <p>{t("noView")}</p>
        </Middle>
      );
  }
}

type NotHereProps = {
  placed: PlacedFile;
  state: Exclude<FileState, { kind: "opened" }> | undefined;
  name: string;
  onOpen: () => void;
  onCancel: () => void;
};

function NotHere({ placed, state, name, onOpen, onCancel }: NotHereProps) {
  const t = useTranslations("attachments");
  const size = useBytes();
  const words = useFailureWords();
  const bytes = saidBytes(placed.file);
  if (state?.kind === "loading")
    return (
      <Middle>
        <ProgressRing
          share={state.fraction}
          label={t("loading", { name })}
          cancelLabel={t("cancel", { name })}
          onCancel={onCancel}
        />
      </Middle>
    );
  return (
    <Middle>
      {state && <p role="status">{words(state.code, name)}</p>}
      <Button onClick={onOpen}>
        <Download aria-hidden="true" size={18} />
        {state ? t("retry") : bytes ? t("loadSized", { size: size(bytes) }) : t("load")}
      </Button>
      <SourceNote placed={placed} />
    </Middle>
  );
}

import { Download, Pause, Play, RotateCw } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { fileKind, saidBytes } from "@/lib/attachments/core/file-kind.ts";
import { viewerOf } from "@/lib/attachments/core/showing.ts";
import { type PlacedFile, useFile, useHold } from "@/lib/react/use-files.ts";
import { clock } from "../player/clock.ts";
import { pause, play, RATES, seek, setRate, usePlaying, useRate } from "../player/player.ts";
import { FileName } from "../ui/file-name.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { useBytes } from "../ui/use-bytes.ts";
import { DocumentRow } from "./document-row.tsx";
import { FileAbout } from "./file-about.tsx";
import { SourceNote } from "./files-note.tsx";
import { ProgressRing } from "./progress-ring.tsx";
import { SeekBar } from "./seek-bar.tsx";
import { useFailureWords } from "./use-failure-words.ts";
import { useFileName } from "./use-file-name.ts";
import { useSave } from "./use-save.tsx";

type SoundRowProps = { placed: PlacedFile; mine: boolean };

/** A voice message or a sound: pressed once it comes, if it has to, and plays. */
export function SoundRow({ placed, mine }: SoundRowProps) {
  const t = useTranslations("attachments");
  const { state, open, cancel } = useFile(placed);
  const name = useFileName(placed, state);
  const words = useFailureWords();
  const hold = useHold(placed);
  const playing = usePlaying(placed.key);
  const { save, question } = useSave();
  const [wanted, setWanted] = useState<"play" | "save">();
  const url = state?.kind === "opened" ? state.url : undefined;
  const preview = placed.file.kind === "remote" ? placed.file.preview : undefined;
  const lengthMs = playing?.lengthMs ?? preview?.durationMs;
  const track = () => ({ key: placed.key, url: url ?? "", release: hold() });
  const found = state?.kind === "opened" ? state.opened : undefined;
  const done = useRef<(what: "play" | "save") => void>(() => undefined);
  done.current = (what) => {
    if (what === "play") play(track());
    else if (found) save(found, name);
  };

  // Whoever pressed before it was here has not to press again.
  useEffect(() => {
    if (!url || !wanted) return;
    setWanted(undefined);
    done.current(wanted);
  }, [url, wanted]);

  if (found && viewerOf(found.mimeType) !== "audio" && viewerOf(found.mimeType) !== "video")
    return <DocumentRow placed={placed} mine={mine} />;
  const isVoice = fileKind(placed.file) === "voice";
  const isFailed = state?.kind === "failed";
  const want = (what: "play" | "save") => {
    if (!url) open();
    setWanted(what);
  };
  const onPress = () => (playing?.isPlaying ? pause() : want("play"));
  const label = playing?.isPlaying
    ? t("pause", { name })
    : isFailed
      ? t("retryNamed", { name })
      : t("play", { name });
  const Icon = playing?.isPlaying ? Pause : isFailed ? RotateCw : url ? Play : Download;
  return (
    <div className="flex w-[min(17.5rem,64vw)] flex-col gap-1">
      <div className="flex items-center gap-2.5">
        {state?.kind === "loading" ? (
          <span className="-mx-0.5 shrink-0 text-accent">
            <ProgressRing
              share={state.fraction}
              label={t("loading", { name })}
              cancelLabel={t("cancel", { name })}
              onCancel={cancel}
            />
          </span>
        ) : (
          <button
            type="button"
            aria-label={label}
            title={label}
            onClick={onPress}
            className="flex size-10 shrink-0 items-center justify-center rounded-full bg-accent text-on-accent hover:bg-accent-hover"
          >
            <Icon
              aria-hidden="true"
              size={18}
              {...(Icon === Play && { fill: "currentColor", className: "ml-0.5" })}
            />
          </button>
        )}
        <div className="flex min-w-0 flex-1 flex-col">
          {!isVoice && <FileName name={name} />}
          <SeekBar
            name={name}
            waveform={preview?.waveform}
            atMs={playing?.atMs ?? 0}
            lengthMs={lengthMs}
            onSeek={url && lengthMs ? (atMs) => seek(track(), atMs) : undefined}
          />
          <SoundLine placed={placed} atMs={playing?.atMs} lengthMs={lengthMs}>
            {(placed.isTrusted || found) && !isFailed && (
              <IconButton
                label={t("saveNamed", { name })}
                onClick={() => want("save")}
                className={SMALL}
              >
                <Download aria-hidden="true" size={16} />
              </IconButton>
            )}
            <FileAbout placed={placed} state={state} name={name} mine={mine} className={SMALL} />
          </SoundLine>
        </div>
      </div>
      {!placed.isTrusted && <SourceNote placed={placed} />}
      {isFailed && (
        <p role="status" className="foreign text-danger text-xs">
          {words(state.code, name)}
        </p>
      )}
      {question}
    </div>
  );
}

const SMALL = "size-6! rounded-md";

type SoundLineProps = {
  placed: PlacedFile;
  atMs: number | undefined;
  lengthMs: number | undefined;
  children: ReactNode;
};

/** Where it is, how long it is or how large, how fast it plays, and what else can be done. */
function SoundLine({ placed, atMs, lengthMs, children }: SoundLineProps) {
  const t = useTranslations("attachments");
  const size = useBytes();
  const rate = useRate();
  const bytes = saidBytes(placed.file);
  const length = lengthMs === undefined ? bytes && size(bytes) : clock(lengthMs);
  const next = RATES[(RATES.indexOf(rate) + 1) % RATES.length] ?? 1;
  return (
    <div className="flex h-6 items-center gap-0.5 text-faint text-xs">
      <span className="flex-1">{atMs === undefined ? length : clock(atMs)}</span>
      {atMs !== undefined && (
        <button
          type="button"
          aria-label={t("speed", { rate: `${rate}×` })}
          title={t("speed", { rate: `${rate}×` })}
          onClick={() => setRate(next)}
          className="min-h-6 rounded-md px-1.5 font-semibold text-accent hover:bg-hover"
        >
          {rate}×
        </button>
      )}
      {children}
    </div>
  );
}

import clsx from "clsx";
import { Download, FileQuestion, Image, ImageOff, Play, RotateCw, Video } from "lucide-react";
import { useTranslations } from "use-intl";
import { fileKind, saidBytes } from "@/lib/attachments/core/file-kind.ts";
import { viewerOf } from "@/lib/attachments/core/showing.ts";
import { type FileState, type PlacedFile, useFile } from "@/lib/react/use-files.ts";
import { clock } from "../player/clock.ts";
import { useBytes } from "../ui/use-bytes.ts";
import { ProgressRing } from "./progress-ring.tsx";
import { ThumbImage } from "./thumb-image.tsx";
import { useFileName } from "./use-file-name.ts";
import { view } from "./viewing.ts";

type MediaTileProps = {
  placed: PlacedFile;
  /** One of several: there is room for a sign, not for words. */
  isSmall?: boolean;
  /** So many more are behind it. */
  more?: number;
};

/** A picture or a video in its place: itself, or what became of it. */
export function MediaTile({ placed, isSmall = false, more = 0 }: MediaTileProps) {
  const { state, open, cancel } = useFile(placed);
  const name = useFileName(placed, state);
  const { file } = placed;
  const hash = file.kind === "remote" ? file.preview?.thumbHash : undefined;
  const isDrawn = state?.kind === "opened";
  return (
    <div className="relative size-full bg-hover text-soft">
      {/* Of strangers not even the colours are shown unasked. */}
      {hash && (placed.isTrusted || state) && !isDrawn && <ThumbImage hash={hash} />}
      {isDrawn ? (
        <OpenedTile placed={placed} state={state} name={name} more={more} />
      ) : (
        <div className="absolute inset-0 flex items-center justify-center">
          {more > 0 ? (
            <MoreButton placed={placed} name={name} count={more} />
          ) : state?.kind === "loading" ? (
            <LoadingSign name={name} fraction={state.fraction} onCancel={cancel} />
          ) : (
            <AskButton placed={placed} state={state} name={name} isSmall={isSmall} onOpen={open} />
          )}
        </div>
      )}
    </div>
  );
}

type LoadingSignProps = { name: string; fraction: number; onCancel: () => void };

function LoadingSign({ name, fraction, onCancel }: LoadingSignProps) {
  const t = useTranslations("attachments");
  return (
    <span className="rounded-full bg-veil text-on-veil">
      <ProgressRing
        share={fraction}
        label={t("loading", { name })}
        cancelLabel={t("cancel", { name })}
        onCancel={onCancel}
      />
    </span>
  );
}

type AskButtonProps = {
  placed: PlacedFile;
  state: FileState | undefined;
  name: string;
  isSmall: boolean;
  onOpen: () => void;
};

/** Asks for it, again when that failed. Why it did is said below. */
function AskButton({ placed, state, name, isSmall, onOpen }: AskButtonProps) {
  const t = useTranslations("attachments");
  const size = useBytes();
  const isFailed = state?.kind === "failed";
  const bytes = saidBytes(placed.file);
  const Icon = isFailed ? RotateCw : Download;
  const words = isFailed
    ? t("retry")
    : bytes === undefined
      ? t("load")
      : t("loadSized", { size: size(bytes) });
  const label = isFailed ? t("retryNamed", { name }) : `${words}: ${name}`;
  const Kind = isFailed ? ImageOff : fileKind(placed.file) === "video" ? Video : Image;
  return (
    <span className="flex flex-col items-center gap-2">
      {!isSmall && <Kind aria-hidden="true" size={22} />}
      <button
        type="button"
        aria-label={label}
        title={label}
        onClick={onOpen}
        className={clsx(
          "flex items-center justify-center gap-1.5 rounded-full bg-veil font-semibold text-sm text-on-veil hover:bg-stage",
          isSmall ? "size-10" : "min-h-9 px-3.5",
        )}
      >
        <Icon aria-hidden="true" size={16} />
        {!isSmall && words}
      </button>
    </span>
  );
}

type OpenedTileProps = {
  placed: PlacedFile;
  state: Extract<FileState, { kind: "opened" }>;
  name: string;
  more: number;
};

/** By its bytes: what is no picture is not drawn as one, whatever it was sent as. */
function OpenedTile({ placed, state: { url, opened }, name, more }: OpenedTileProps) {
  const t = useTranslations("attachments");
  const viewer = viewerOf(opened.mimeType, name);
  const isSeen = viewer === "image" || viewer === "video";
  const label =
    more > 0
      ? t("showMore", { name, count: more })
      : viewer === "video"
        ? t("play", { name })
        : t("show", { name });
  return (
    <button
      type="button"
      aria-label={label}
      title={name}
      onClick={() => view(placed.key)}
      className="absolute inset-0 flex items-center justify-center focus-visible:-outline-offset-2"
    >
      {viewer === "image" && (
        // biome-ignore lint/performance/noImgElement: an object URL, of this page alone
        <img src={url} alt={name} draggable={false} className={MEDIA_CLASS} />
      )}
      {viewer === "video" && <VideoPoster url={url} placed={placed} />}
      {!isSeen && <FileQuestion aria-hidden="true" size={28} />}
      {more > 0 && <More count={more} />}
    </button>
  );
}

const MEDIA_CLASS = "absolute inset-0 size-full object-cover";

function VideoPoster({ url, placed: { file } }: { url: string; placed: PlacedFile }) {
  const durationMs = file.kind === "remote" ? file.preview?.durationMs : undefined;
  return (
    <>
      {/* A moment after its beginning, which is often black. */}
      <video
        src={`${url}#t=0.1`}
        muted
        playsInline
        preload="metadata"
        tabIndex={-1}
        aria-hidden="true"
        className={MEDIA_CLASS}
      />
      <span className="relative flex size-11 items-center justify-center rounded-full bg-veil text-on-veil">
        <Play aria-hidden="true" size={20} fill="currentColor" className="ml-0.5" />
      </span>
      {durationMs !== undefined && (
        <span className="absolute right-1.5 bottom-1.5 rounded-md bg-veil px-1.5 py-0.5 text-2xs text-on-veil">
          {clock(durationMs)}
        </span>
      )}
    </>
  );
}

/** The others are in the viewer, where each is asked for on its own. */
function MoreButton({ placed, name, count }: { placed: PlacedFile; name: string; count: number }) {
  const t = useTranslations("attachments");
  return (
    <button
      type="button"
      aria-label={t("showMore", { name, count })}
      onClick={() => view(placed.key)}
      className="absolute inset-0 focus-visible:-outline-offset-2"
    >
      <More count={count} />
    </button>
  );
}

function More({ count }: { count: number }) {
  const t = useTranslations("attachments");
  return (
    <span
      aria-hidden="true"
      className="absolute inset-0 flex items-center justify-center bg-veil font-semibold text-on-veil text-xl"
    >
      {t("more", { count })}
    </span>
  );
}

import clsx from "clsx";
import { Expand, PictureInPicture2, Shrink } from "lucide-react";
import { type ReactNode, type RefObject, useRef } from "react";
import { useTranslations } from "use-intl";
import type { CallsView } from "@/lib/react/use-calls.ts";
import { ThreadMark } from "../avatar/thread-mark.tsx";
import { Picture } from "./stream.tsx";
import type { Called } from "./use-called.ts";

type CallStageProps = {
  view: CallsView;
  called: Called;
  isLarge: boolean;
  isFull: boolean;
  /** Left out where the browser fills no screen. */
  onFull: (() => void) | undefined;
};

/** What is seen in a call: a screen that is shared before a camera, and oneself in the corner. */
export function CallStage({ view, called, isLarge, isFull, onFull }: CallStageProps) {
  const t = useTranslations("calls");
  const { own, other } = view;
  const { name } = called;
  const shown = useRef<HTMLVideoElement>(null);
  const camera = other.hasCamera ? other.stream : undefined;
  const screen = other.hasScreen ? other.screen : undefined;
  // In the small window a shared screen has no room to give away.
  const hasCorners = isLarge || screen === undefined;
  const hasPicture = camera !== undefined || screen !== undefined;
  return (
    <div
      className={clsx(
        "group relative flex items-center justify-center bg-stage",
        isLarge ? "min-h-0 flex-1" : "aspect-video shrink-0",
      )}
    >
      {screen ? (
        <Picture ref={shown} label={t("picture.screen", { name })} stream={screen} />
      ) : camera ? (
        <Picture ref={shown} label={t("picture.other", { name })} stream={camera} />
      ) : (
        <ThreadMark threadKey={called.threadKey} address={called.address} sizePx={72} />
      )}
      {hasCorners && screen && camera && (
        <Corner side="start">
          <Picture label={t("picture.other", { name })} stream={camera} />
        </Corner>
      )}
      {hasCorners && own.stream && own.hasCamera && (
        <Corner side="end">
          <Picture label={t("picture.own")} stream={own.stream} isMirrored />
        </Corner>
      )}
      <div className="absolute top-2 right-2 flex gap-1">
        {hasPicture && <OwnWindow picture={shown} />}
        {isLarge && onFull && (
          <OverPicture label={t(isFull ? "full.end" : "full.begin")} onClick={onFull}>
            {isFull ? (
              <Shrink aria-hidden="true" size={18} />
            ) : (
              <Expand aria-hidden="true" size={18} />
            )}
          </OverPicture>
        )}
      </div>
    </div>
  );
}

function Corner({ side, children }: { side: "start" | "end"; children: ReactNode }) {
  return (
    <div
      className={clsx(
        "absolute bottom-2 w-1/4 max-w-48 overflow-hidden rounded-lg bg-stage shadow-pop",
        side === "start" ? "left-2" : "right-2",
      )}
    >
      {children}
    </div>
  );
}

/** The picture over the windows of other programs (Picture-in-Picture), where the browser has that. */
function OwnWindow({ picture }: { picture: RefObject<HTMLVideoElement | null> }) {
  const t = useTranslations("calls");
  if (!document.pictureInPictureEnabled) return null;
  return (
    <OverPicture
      label={t("ownWindow")}
      onClick={() => {
        const leave = document.pictureInPictureElement !== null;
        const done = leave
          ? document.exitPictureInPicture()
          : picture.current?.requestPictureInPicture();
        // Before its first frame there is no picture to put there.
        done?.catch(() => undefined);
      }}
    >
      <PictureInPicture2 aria-hidden="true" size={18} />
    </OverPicture>
  );
}

type OverPictureProps = { label: string; onClick: () => void; children: ReactNode };

/** A button that can be seen on any picture. */
function OverPicture({ label, onClick, children }: OverPictureProps) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      onClick={onClick}
      className="flex size-9 items-center justify-center rounded-lg bg-veil text-on-veil"
    >
      {children}
    </button>
  );
}

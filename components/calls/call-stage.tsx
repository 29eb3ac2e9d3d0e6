import clsx from "clsx";
import { type ReactNode, useRef } from "react";
import { useTranslations } from "use-intl";
import type { CallsView } from "@/lib/react/use-calls.ts";
import { ThreadMark } from "../avatar/thread-mark.tsx";
import type { StageRoom } from "./call-frame.tsx";
import { FillScreen, OwnWindow } from "./over-picture.tsx";
import { Picture } from "./stream.tsx";
import type { Called } from "./use-called.ts";

type CallStageProps = StageRoom & { view: CallsView; called: Called };

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
        {isLarge && onFull && <FillScreen isFull={isFull} onFull={onFull} />}
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

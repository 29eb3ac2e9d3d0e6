import type { KeyboardEvent, PointerEvent } from "react";
import { useTranslations } from "use-intl";
import { LOUDEST } from "@/lib/attachments/core/waveform.ts";
import { clock } from "../player/clock.ts";
import { Waveform } from "../player/waveform.tsx";

type SeekBarProps = {
  name: string;
  /** Loudness, each from 0 to 31. */
  waveform: readonly number[] | undefined;
  atMs: number;
  lengthMs: number | undefined;
  /** Left out while there is nothing to seek in. */
  onSeek: ((atMs: number) => void) | undefined;
};

const STEP_MS = 5_000;

/** A sound from its beginning to its end: pressed, dragged, or moved in with the arrow keys. */
export function SeekBar({ name, waveform, atMs, lengthMs = 0, onSeek }: SeekBarProps) {
  const t = useTranslations("attachments");
  const share = lengthMs > 0 ? Math.min(1, atMs / lengthMs) : 0;
  const seekTo = (wanted: number) => onSeek?.(Math.max(0, Math.min(lengthMs, wanted)));
  const onKeyDown = (event: KeyboardEvent) => {
    const target = targetOf(event.key, { atMs, lengthMs });
    if (target === undefined || !onSeek) return;
    event.preventDefault();
    // The timeline moves between messages with the same keys.
    event.stopPropagation();
    seekTo(target);
  };
  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    if (!onSeek || event.buttons !== 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { left, width } = event.currentTarget.getBoundingClientRect();
    seekTo(((event.clientX - left) / width) * lengthMs);
  };
  return (
    <div
      role="slider"
      tabIndex={onSeek ? 0 : -1}
      aria-label={t("seek", { name })}
      aria-disabled={!onSeek}
      aria-valuemin={0}
      aria-valuemax={Math.round(lengthMs / 1_000)}
      aria-valuenow={Math.round(atMs / 1_000)}
      aria-valuetext={t("at", { at: clock(atMs), length: clock(lengthMs) })}
      onKeyDown={onKeyDown}
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      className={`flex h-7 touch-none items-center rounded-md ${onSeek ? "cursor-pointer" : ""}`}
    >
      {waveform ? (
        <Waveform values={waveform.map((value) => value / LOUDEST)} share={share} />
      ) : (
        <span aria-hidden="true" className="h-1 w-full overflow-hidden rounded-full bg-strong/50">
          <span className="block h-full bg-accent" style={{ width: `${share * 100}%` }} />
        </span>
      )}
    </div>
  );
}

function targetOf(
  key: string,
  { atMs, lengthMs }: { atMs: number; lengthMs: number },
): number | undefined {
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return atMs - STEP_MS;
    case "ArrowRight":
    case "ArrowUp":
      return atMs + STEP_MS;
    case "Home":
      return 0;
    case "End":
      return lengthMs;
    default:
      return undefined;
  }
}

import { Mic, Pause, Play, SendHorizontal, Square, Trash2 } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useStore } from "zustand";
import { LOUDEST } from "@/lib/attachments/core/waveform.ts";
import type { FileToShip } from "@/lib/react/use-shipping.ts";
import { clock } from "../../player/clock.ts";
import { Waveform } from "../../player/waveform.tsx";
import { announce } from "../../ui/announcements.tsx";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { fileStamp } from "../file-stamp.ts";
import { LONGEST_MS, type Recorded, type RecorderState, recorderIn } from "./recorder.ts";
import { usePlayer } from "./use-player.ts";

type VoiceBarProps = {
  /** Whose recording it is: one for each conversation. */
  place: string;
  onSend: (message: FileToShip) => void;
  /** Nothing is recorded here any more. */
  onEnd: () => void;
};

/** What is shorter is gone with one press; of the rest one is asked. */
const ASKED_FROM_MS = 10_000;

/** A voice message while it is made: recorded, listened to, sent or deleted. */
export function VoiceBar({ place, onSend, onEnd }: VoiceBarProps) {
  const [recorder] = useState(() => {
    const here = recorderIn(place);
    if (here.store.getState().kind === "idle") void here.start();
    return here;
  });
  const state = useStore(recorder.store);
  const [isAsked, setIsAsked] = useState(false);
  const t = useTranslations("sending.voice");
  useEffect(() => recorder.hold(), [recorder]);
  // Somebody left while the browser asked: nothing begins by coming back.
  useEffect(() => {
    if (state.kind === "idle") onEnd();
  }, [state.kind, onEnd]);
  useStateAnnounced(state);

  const discard = () => recorder.discard();
  const send = async () => {
    const recorded = await recorder.stop();
    if (!recorded) return;
    onSend(toMessage(recorded));
    recorder.discard();
  };

  if (state.kind === "idle") return null;
  if (state.kind === "asking")
    return (
      <Frame>
        <Spinner />
        <p className="min-w-0 flex-1 text-sm">{t("asking")}</p>
        <Button look="quiet" size="small" onClick={discard}>
          {t("cancel")}
        </Button>
      </Frame>
    );
  if (state.kind === "problem")
    return (
      <Frame>
        <Mic aria-hidden="true" size={18} className="shrink-0 text-danger" />
        <p role="alert" className="min-w-0 flex-1 py-1 text-sm">
          {t(`problem.${state.problem}`)}
        </p>
        <Button look="quiet" size="small" onClick={() => void recorder.start()}>
          {t("again")}
        </Button>
        <Button look="quiet" size="small" onClick={discard}>
          {t("close")}
        </Button>
      </Frame>
    );
  const lengthMs = state.kind === "recorded" ? state.recorded.durationMs : state.elapsedMs;
  if (isAsked)
    return (
      <Frame>
        <p className="min-w-0 flex-1 text-sm">{t("deleteAsk", { length: clock(lengthMs) })}</p>
        <Button look="danger" size="small" onClick={discard}>
          {t("delete")}
        </Button>
        <Button autoFocus look="quiet" size="small" onClick={() => setIsAsked(false)}>
          {t("keep")}
        </Button>
      </Frame>
    );
  return (
    <Frame>
      <Round
        label={t("delete")}
        run={() => (lengthMs < ASKED_FROM_MS ? discard() : setIsAsked(true))}
      >
        <Trash2 aria-hidden="true" size={18} />
      </Round>
      {state.kind === "recorded" ? (
        <Listening recorded={state.recorded} isLongest={state.isLongest} />
      ) : (
        <Recording
          {...state}
          onPause={() => (state.kind === "paused" ? recorder.resume() : recorder.pause())}
          onStop={() => void recorder.stop()}
        />
      )}
      <button
        type="button"
        title={t("send")}
        aria-label={t("send")}
        onClick={() => void send()}
        className="flex size-9 shrink-0 items-center justify-center rounded-full bg-accent text-on-accent transition-colors hover:bg-accent-hover"
      >
        <SendHorizontal aria-hidden="true" size={18} />
      </button>
    </Frame>
  );
}

function Frame({ children }: { children: ReactNode }) {
  const t = useTranslations("sending.voice");
  return (
    // biome-ignore lint/a11y/useSemanticElements: a form is around it already
    <div
      role="group"
      aria-label={t("label")}
      className="flex min-h-12 items-center gap-1 rounded-3xl border border-strong/50 bg-raised py-1 pr-1 pl-2"
    >
      {children}
    </div>
  );
}

type RoundProps = { label: string; run: () => void; isFirst?: boolean; children: ReactNode };

function Round({ label, run, isFirst = false, children }: RoundProps) {
  return (
    <IconButton label={label} onClick={run} autoFocus={isFirst} className="size-9 rounded-full">
      {children}
    </IconButton>
  );
}

type RecordingProps = Extract<RecorderState, { levels: readonly number[] }> & {
  onPause: () => void;
  onStop: () => void;
};

/** As many bars as there is room for on a phone. */
const SHOWN_BARS = 40;

function Recording({ kind, elapsedMs, levels, onPause, onStop }: RecordingProps) {
  const t = useTranslations("sending.voice");
  const isPaused = kind === "paused";
  const latest = levels.slice(-SHOWN_BARS);
  const still = Array.from({ length: SHOWN_BARS - latest.length }, () => 0);
  return (
    <>
      <span
        aria-hidden="true"
        className={`mx-1 size-2 shrink-0 rounded-full bg-danger ${isPaused ? "opacity-40" : "breathe"}`}
      />
      <span role="timer" aria-label={t("length")} className="w-11 shrink-0 text-sm">
        {clock(elapsedMs)}
      </span>
      <span className="h-7 min-w-0 flex-1">
        <Waveform values={[...still, ...latest.map(drawn)]} />
      </span>
      <Round label={isPaused ? t("resume") : t("pause")} run={onPause} isFirst>
        {isPaused ? <Mic aria-hidden="true" size={18} /> : <Pause aria-hidden="true" size={18} />}
      </Round>
      <Round label={t("stop")} run={onStop}>
        <Square aria-hidden="true" size={16} />
      </Round>
    </>
  );
}

function Listening({ recorded, isLongest }: { recorded: Recorded; isLongest: boolean }) {
  const t = useTranslations("sending.voice");
  const { blob, durationMs, waveform } = recorded;
  const { isPlaying, atMs, toggle, seek } = usePlayer(blob, durationMs);
  return (
    <>
      <Round label={isPlaying ? t("stopListening") : t("listen")} run={toggle} isFirst>
        {isPlaying ? <Pause aria-hidden="true" size={18} /> : <Play aria-hidden="true" size={18} />}
      </Round>
      <span className="relative h-7 min-w-0 flex-1 rounded has-focus-visible:outline-2 has-focus-visible:outline-accent">
        <Waveform
          values={waveform.map((value) => value / LOUDEST)}
          share={durationMs > 0 ? atMs / durationMs : 0}
        />
        <input
          type="range"
          min={0}
          max={durationMs}
          step={100}
          value={atMs}
          aria-label={t("seek")}
          aria-valuetext={t("at", { at: clock(atMs), length: clock(durationMs) })}
          onChange={({ target }) => seek(Number(target.value))}
          className="absolute inset-0 size-full cursor-pointer opacity-0"
        />
      </span>
      <span
        title={isLongest ? t("longest", { minutes: LONGEST_MS / 60_000 }) : undefined}
        className="shrink-0 px-1 text-sm"
      >
        {clock(atMs > 0 ? atMs : durationMs)}
      </span>
    </>
  );
}

/** Speech is quiet most of the time: its root shows more of it. */
function drawn(level: number): number {
  return Math.min(1, Math.sqrt(level) * 1.6);
}

function toMessage({ blob, durationMs, waveform }: Recorded): FileToShip {
  const mimeType = blob.type.split(";")[0] || "audio/webm";
  const ending = mimeType === "audio/mp4" ? "m4a" : mimeType.slice("audio/".length);
  return {
    file: new Blob([blob], { type: mimeType }),
    fileName: `voice-${fileStamp(new Date())}.${ending}`,
    mimeType,
    preview: { mimeType, sizeBytes: blob.size, durationMs, waveform },
  };
}

/** Who can't see the bar hears what becomes of it. */
function useStateAnnounced(state: RecorderState): void {
  const t = useTranslations("sending.voice");
  const { kind } = state;
  const length = state.kind === "recorded" ? clock(state.recorded.durationMs) : "";
  const isLongest = state.kind === "recorded" && state.isLongest;
  useEffect(() => {
    if (kind === "recording") announce(t("recording"));
    if (kind === "paused") announce(t("paused"));
    if (kind !== "recorded") return;
    const recorded = t("recorded", { length });
    announce(
      isLongest ? `${t("longest", { minutes: LONGEST_MS / 60_000 })} ${recorded}` : recorded,
    );
  }, [kind, length, isLongest, t]);
}

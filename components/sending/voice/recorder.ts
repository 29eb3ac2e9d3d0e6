import { createStore } from "zustand/vanilla";
import { toWaveform } from "@/lib/attachments/core/waveform.ts";
import { type MediaProblem, toMediaProblem } from "../media-problem.ts";

export const LONGEST_MS = 60 * 60_000;
/** How often the loudness is measured: some twenty bars a second. */
const STEP_MS = 50;
const BITS_PER_SECOND = 32_000;
const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

export type Recorded = { blob: Blob; durationMs: number; waveform: readonly number[] };

export type RecorderState =
  | { kind: "idle" }
  /** The browser may be asking the person. */
  | { kind: "asking" }
  | { kind: "problem"; problem: MediaProblem }
  /** `levels` are the loudness from 0 to 1, in even steps. */
  | { kind: "recording" | "paused"; elapsedMs: number; levels: readonly number[] }
  | { kind: "recorded"; recorded: Recorded; isLongest: boolean };

/** One voice message while it is made. The microphone is on only between `start` and `stop`. */
export class Recorder {
  readonly store = createStore<RecorderState>(() => ({ kind: "idle" }));
  #recorder: MediaRecorder | undefined;
  #context: AudioContext | undefined;
  #analyser: AnalyserNode | undefined;
  #stream: MediaStream | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #parts: Blob[] = [];
  #levels: number[] = [];
  #elapsedMs = 0;
  #resumedAtMs = 0;
  #turn = 0;
  #holders = 0;

  /** While something shows it. When nothing does any more, the microphone is off a moment later. */
  hold(): () => void {
    this.#holders += 1;
    return () => {
      this.#holders -= 1;
      setTimeout(() => this.#holders === 0 && void this.leave(), 0);
    };
  }

  /** What was recorded is kept; what was only asked for is given up. */
  async leave(): Promise<void> {
    const { kind } = this.store.getState();
    if (kind === "recording" || kind === "paused") await this.stop();
    if (kind === "asking" || kind === "problem") this.discard();
  }

  async start(): Promise<void> {
    this.discard();
    const turn = this.#turn;
    this.store.setState({ kind: "asking" }, true);
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      this.#stream = stream;
      if (turn !== this.#turn) return stopTracks(stream);
      this.#record(stream);
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.#release();
      this.store.setState({ kind: "problem", problem: toMediaProblem(thrown) }, true);
    }
  }

  pause(): void {
    if (this.#recorder?.state !== "recording") return;
    this.#recorder.pause();
    this.#elapsedMs += performance.now() - this.#resumedAtMs;
    clearInterval(this.#timer);
    this.#show("paused");
  }

  resume(): void {
    if (this.#recorder?.state !== "paused") return;
    this.#recorder.resume();
    this.#run();
  }

  /** Ends the recording, and gives it; undefined when there is none. */
  async stop(isLongest = false): Promise<Recorded | undefined> {
    const state = this.store.getState();
    if (state.kind === "recorded") return state.recorded;
    const recorder = this.#recorder;
    if (!recorder) return undefined;
    const turn = this.#turn;
    this.pause();
    if (recorder.state !== "inactive") await stopped(recorder);
    return turn === this.#turn ? this.#finish(recorder.mimeType, isLongest) : undefined;
  }

  discard(): void {
    this.#turn += 1;
    this.#release();
    this.store.setState({ kind: "idle" }, true);
  }

  #record(stream: MediaStream): void {
    this.#parts = [];
    this.#levels = [];
    this.#elapsedMs = 0;
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    const recorder = new MediaRecorder(stream, {
      audioBitsPerSecond: BITS_PER_SECOND,
      ...(mimeType && { mimeType }),
    });
    recorder.addEventListener("dataavailable", ({ data }) => this.#parts.push(data));
    // The device was unplugged, or the permission taken back: what was said stays.
    recorder.addEventListener("stop", () => {
      if (this.#recorder === recorder && this.store.getState().kind === "recording")
        this.#finish(recorder.mimeType, false, this.#nowMs());
    });
    this.#recorder = recorder;
    this.#context = new AudioContext();
    void this.#context.resume();
    this.#analyser = this.#context.createAnalyser();
    this.#analyser.fftSize = 1024;
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
    // In parts, so that an hour is not one allocation at the end.
    recorder.start(1_000);
    this.#run();
  }

  #finish(type: string, isLongest: boolean, elapsedMs = this.#elapsedMs): Recorded {
    const blob = new Blob(this.#parts, { type });
    const waveform = toWaveform(this.#levels);
    const recorded = { blob, durationMs: Math.round(elapsedMs), waveform };
    this.#release();
    this.store.setState({ kind: "recorded", recorded, isLongest }, true);
    return recorded;
  }

  #run(): void {
    this.#resumedAtMs = performance.now();
    this.#timer = setInterval(() => this.#step(), STEP_MS);
    this.#show("recording");
  }

  #step(): void {
    if (!this.#analyser) return;
    const samples = new Float32Array(this.#analyser.fftSize);
    this.#analyser.getFloatTimeDomainData(samples);
    // A page in the background is asked less often: the steps in between were as loud.
    const level = rootMeanSquare(samples);
    const due = Math.floor(this.#nowMs() / STEP_MS);
    while (this.#levels.length < due) this.#levels.push(level);
    if (this.#nowMs() >= LONGEST_MS) return void this.stop(true);
    this.#show("recording");
  }

  #nowMs(): number {
    return this.#elapsedMs + performance.now() - this.#resumedAtMs;
  }

  #show(kind: "recording" | "paused"): void {
    const elapsedMs = kind === "paused" ? this.#elapsedMs : this.#nowMs();
    this.store.setState({ kind, elapsedMs, levels: this.#levels }, true);
  }

  #release(): void {
    clearInterval(this.#timer);
    if (this.#recorder && this.#recorder.state !== "inactive") this.#recorder.stop();
    this.#recorder = undefined;
    if (this.#stream) stopTracks(this.#stream);
    this.#stream = undefined;
    void this.#context?.close().catch(() => undefined);
    this.#context = undefined;
    this.#analyser = undefined;
  }
}

const recorders = new Map<string, Recorder>();

/** The voice message that is being made in a place, if any. */
export function recorderIn(place: string): Recorder {
  const known = recorders.get(place);
  if (known) return known;
  const recorder = new Recorder();
  recorders.set(place, recorder);
  return recorder;
}

function stopped(recorder: MediaRecorder): Promise<unknown> {
  return new Promise((resolve) => {
    recorder.addEventListener("stop", resolve, { once: true });
    recorder.stop();
  });
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function rootMeanSquare(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / samples.length);
}

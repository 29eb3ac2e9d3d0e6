import { useSyncExternalStore } from "react";

/** What plays, of everything on the page: one thing at a time, whether or not it is on the screen. */
export type Playing = {
  key: string;
  isPlaying: boolean;
  atMs: number;
  /** Undefined where the file does not say it, as recordings often do not. */
  lengthMs: number | undefined;
};

export const RATES = [1, 1.5, 2] as const;
export type Rate = (typeof RATES)[number];

export type Track = {
  key: string;
  url: string;
  /** Called when it is over, or something else plays. */
  release?: () => void;
  /** Left out for what plays as fast as one settled. */
  rate?: Rate;
};

const listeners = new Set<() => void>();
let playing: Playing | undefined;
let track: Track | undefined;
let audio: HTMLAudioElement | undefined;
let rate: Rate = 1;
let frame = 0;

function become(next: Playing | undefined): void {
  playing = next;
  for (const listener of listeners) listener();
}

function told(isPlaying: boolean): void {
  if (!audio || !track) return;
  const { currentTime, duration } = audio;
  become({
    key: track.key,
    isPlaying,
    atMs: currentTime * 1_000,
    lengthMs: Number.isFinite(duration) ? duration * 1_000 : undefined,
  });
}

function follow(): void {
  told(true);
  frame = requestAnimationFrame(follow);
}

function element(): HTMLAudioElement {
  if (audio) return audio;
  const made = new Audio();
  made.onplay = () => {
    cancelAnimationFrame(frame);
    follow();
  };
  made.onpause = () => {
    cancelAnimationFrame(frame);
    told(false);
  };
  made.onended = () => stop();
  made.onerror = () => stop();
  audio = made;
  return made;
}

/** Ends what plays, and lets its file go. */
function stop(): void {
  cancelAnimationFrame(frame);
  const over = track;
  track = undefined;
  audio?.pause();
  audio?.removeAttribute("src");
  become(undefined);
  over?.release?.();
}

function take(next: Track): HTMLAudioElement {
  const player = element();
  if (track?.key === next.key && track.url === next.url) {
    next.release?.();
    return player;
  }
  if (track) stop();
  track = next;
  player.src = next.url;
  player.playbackRate = next.rate ?? rate;
  return player;
}

/** Plays it, or goes on with it. */
export function play(next: Track): void {
  const player = take(next);
  player.play().catch(() => told(false));
}

export function pause(): void {
  audio?.pause();
}

/** Ends it, if it is what plays. */
export function end(key: string): void {
  if (track?.key === key) stop();
}

/** Goes to a place in it, and plays from there when it plays. */
export function seek(next: Track, atMs: number): void {
  const player = take(next);
  player.currentTime = atMs / 1_000;
  told(!player.paused);
}

export function setRate(next: Rate): void {
  rate = next;
  if (audio && track?.rate === undefined) audio.playbackRate = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How far this one is; undefined when it is not the one that plays. */
export function usePlaying(key: string): Playing | undefined {
  return useSyncExternalStore(
    subscribe,
    () => (playing?.key === key ? playing : undefined),
    () => undefined,
  );
}

export function useRate(): Rate {
  return useSyncExternalStore(
    subscribe,
    () => rate,
    () => 1,
  );
}

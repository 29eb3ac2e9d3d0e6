import { useEffect, useId } from "react";
import { end, pause, play, seek, usePlaying } from "../../player/player.ts";
import { useObjectUrl } from "../../ui/use-object-url.ts";

export type Player = {
  isPlaying: boolean;
  atMs: number;
  toggle: () => void;
  seek: (atMs: number) => void;
};

/** Plays a recording of which the length is known, whatever its container says. */
export function usePlayer(blob: Blob | undefined, durationMs: number): Player {
  const url = useObjectUrl(blob);
  const key = useId();
  const playing = usePlaying(key);
  useEffect(() => () => end(key), [key]);
  const isPlaying = playing?.isPlaying ?? false;
  const track = url && ({ key, url, rate: 1 } as const);
  return {
    isPlaying,
    atMs: Math.min(playing?.atMs ?? 0, durationMs),
    toggle: () => {
      if (isPlaying) pause();
      else if (track) play(track);
    },
    seek: (atMs) => track && seek(track, atMs),
  };
}

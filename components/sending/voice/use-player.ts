import { useEffect, useRef, useState } from "react";
import { useObjectUrl } from "../file-mark.tsx";

export type Player = {
  isPlaying: boolean;
  atMs: number;
  toggle: () => void;
  seek: (atMs: number) => void;
};

/** Plays a recording of which the length is known, whatever its container says. */
export function usePlayer(blob: Blob | undefined, durationMs: number): Player {
  const url = useObjectUrl(blob);
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setIsPlaying] = useState(false);
  const [atMs, setAtMs] = useState(0);

  useEffect(() => {
    if (!url) return;
    const element = new Audio(url);
    audio.current = element;
    let frame = 0;
    const follow = () => {
      setAtMs(Math.min(element.currentTime * 1_000, durationMs));
      frame = requestAnimationFrame(follow);
    };
    element.onplay = () => {
      setIsPlaying(true);
      follow();
    };
    element.onpause = () => {
      setIsPlaying(false);
      cancelAnimationFrame(frame);
    };
    element.onended = () => setAtMs(0);
    return () => {
      element.pause();
      cancelAnimationFrame(frame);
      element.removeAttribute("src");
      audio.current = null;
    };
  }, [url, durationMs]);

  return {
    isPlaying,
    atMs,
    toggle: () => {
      const element = audio.current;
      if (!element) return;
      if (element.paused) void element.play().catch(() => setIsPlaying(false));
      else element.pause();
    },
    seek: (next) => {
      if (audio.current) audio.current.currentTime = next / 1_000;
      setAtMs(next);
    },
  };
}

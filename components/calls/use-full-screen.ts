import { useEffect, useState } from "react";

export type FullScreen = {
  isFull: boolean;
  /** Left out where the browser fills no screen. */
  toggle?: () => void;
  leave: () => void;
};

/** The page over the whole screen: menus and notes stay with it. */
export function useFullScreen(): FullScreen {
  const [isFull, setIsFull] = useState(() => document.fullscreenElement !== null);
  useEffect(() => {
    const look = () => setIsFull(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", look);
    return () => {
      document.removeEventListener("fullscreenchange", look);
      leaveFullScreen();
    };
  }, []);
  const toggle = () => {
    if (isFull) leaveFullScreen();
    else document.documentElement.requestFullscreen().catch(() => undefined);
  };
  return { isFull, ...(document.fullscreenEnabled && { toggle }), leave: leaveFullScreen };
}

function leaveFullScreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
}

"use client";

import { useEffect } from "react";

type FindKeyOptions = {
  /** Whether the plain key is meant for this search; with Shift it always is for the one of the list. */
  isFirst: boolean;
  withShift?: boolean;
  onFind: () => void;
};

/**
 * Ctrl-F or Cmd-F: the browser's own search sees only the few messages that are drawn. Pressed once
 * more in a search of Parley's, it is the browser's.
 */
export function useFindKey({ isFirst, withShift = false, onFind }: FindKeyOptions): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "f" || !(event.ctrlKey || event.metaKey) || event.altKey)
        return;
      const isMeant = event.shiftKey ? withShift : isFirst;
      if (!isMeant || event.defaultPrevented || isElsewhere()) return;
      event.preventDefault();
      onFind();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [isFirst, withShift, onFind]);
}

/** In a search already, or in a dialog over everything. */
function isElsewhere(): boolean {
  return (
    document.activeElement?.closest("search") != null ||
    document.querySelector('[role="dialog"]') !== null
  );
}

"use client";

import { useSyncExternalStore } from "react";

/** The `wide` breakpoint of `globals.css`: room for the details beside the thread. */
const WIDE = "(min-width: 75rem)";

/** Whether the details have a pane of their own. */
export function useIsWide(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const query = window.matchMedia(WIDE);
      query.addEventListener("change", onChange);
      return () => query.removeEventListener("change", onChange);
    },
    () => window.matchMedia(WIDE).matches,
    () => false,
  );
}

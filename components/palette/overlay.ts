import { useSyncExternalStore } from "react";

/** What may lie over the messenger, wherever it is asked for. */
export type Overlay = "palette" | "shortcuts" | "own-address";

const listeners = new Set<() => void>();
let current: Overlay | undefined;

function become(next: Overlay | undefined): void {
  current = next;
  for (const listener of listeners) listener();
}

export const openOverlay = (overlay: Overlay): void => become(overlay);
export const closeOverlay = (): void => become(undefined);

/** The one that is open. */
export function useOverlay(): Overlay | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
    () => undefined,
  );
}

import { useSyncExternalStore } from "react";

let viewed: string | undefined;
const listeners = new Set<() => void>();

function become(key: string | undefined): void {
  viewed = key;
  for (const listener of listeners) listener();
}

/** Opens a file of the thread, by its key, over everything else. */
export function view(key: string): void {
  become(key);
}

export function endView(): void {
  become(undefined);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The key of the file that is looked at. */
export function useViewed(): string | undefined {
  return useSyncExternalStore(
    subscribe,
    () => viewed,
    () => undefined,
  );
}

import { useSyncExternalStore } from "react";

type State<Loaded> =
  | { kind: "absent" | "loading" }
  | { kind: "loaded"; value: Loaded }
  | { kind: "failed"; error: unknown };

/** A part of the app that is fetched when it is wanted. */
export type Chunk<Loaded> = {
  /** Fetches it; again after a failure. */
  load: () => void;
  state: () => State<Loaded>;
  subscribe: (listener: () => void) => () => void;
};

export function chunk<Loaded>(fetch: () => Promise<Loaded>): Chunk<Loaded> {
  const listeners = new Set<() => void>();
  let state: State<Loaded> = { kind: "absent" };

  function become(next: State<Loaded>): void {
    state = next;
    for (const listener of listeners) listener();
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load() {
      if (state.kind === "loading" || state.kind === "loaded") return;
      state = { kind: "loading" };
      fetch().then(
        (value) => become({ kind: "loaded", value }),
        (error: unknown) => become({ kind: "failed", error }),
      );
    },
  };
}

/**
 * What was loaded, or undefined until then, and while a page is hydrated. Throws what it failed
 * with.
 *
 * `lazy` would do the same later: React keeps a fallback that it has drawn for 300 ms, so that
 * nothing flickers, and what this draws is the first thing that somebody waits for.
 */
export function useChunk<Loaded>({ state, subscribe }: Chunk<Loaded>): Loaded | undefined {
  const now = useSyncExternalStore(subscribe, state, () => undefined);
  if (now?.kind === "failed") throw now.error;
  return now?.kind === "loaded" ? now.value : undefined;
}

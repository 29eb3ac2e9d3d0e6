"use client";

import { useEffect, useSyncExternalStore } from "react";
import type { MenuAction } from "../ui/menu.tsx";

/** Something that the palette offers: an action as menus have it, and how it is found. */
export type PaletteAction = MenuAction & {
  /** Those of one heading stand together. */
  heading: string;
  /** Other words that people may look for it by. */
  keywords?: string;
  /** The keys that do the same, as `keyNames` gives them. */
  keys?: string;
};

const provided = new Map<symbol, readonly PaletteAction[]>();
const listeners = new Set<() => void>();
let all: readonly PaletteAction[] = [];

function changed(): void {
  all = [...provided.values()].flat();
  for (const listener of listeners) listener();
}

/**
 * Offers actions in the palette as long as the component is there. Give the same array while they
 * are the same.
 *
 * @example
 * usePaletteActions(useMemo(() => [{ id: "call", label, heading, icon: Phone, run }], [label]));
 */
export function usePaletteActions(actions: readonly PaletteAction[]): void {
  useEffect(() => {
    const source = Symbol("actions");
    provided.set(source, actions);
    changed();
    return () => {
      provided.delete(source);
      changed();
    };
  }, [actions]);
}

/** Everything that is offered now. */
export function useOfferedActions(): readonly PaletteAction[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => all,
    () => all,
  );
}

"use client";

import { useEffect, useRef } from "react";
import { hasOverlay } from "../ui/has-overlay.ts";
import { type Shortcut, shortcutOf } from "./shortcuts.ts";

export type ShortcutHandlers = Partial<Record<Shortcut, () => void>>;

/** Does what keys ask for, wherever the focus is. */
export function useShortcuts(handlers: ShortcutHandlers, usesCharacters: boolean): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // What somebody nearer took, and what an input method is still composing, is not ours.
      if (event.defaultPrevented || event.isComposing) return;
      const shortcut = shortcutOf(event, {
        isWriting: isEditable(event.target),
        usesCharacters,
        isCovered: hasOverlay(),
        isSearching: document.activeElement?.closest("search") != null,
        isMac: isMac(),
      });
      const handler = shortcut && latest.current[shortcut];
      if (!handler) return;
      event.preventDefault();
      handler();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [usesCharacters]);
}

export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}

function isEditable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

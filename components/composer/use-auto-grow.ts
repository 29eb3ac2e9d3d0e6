"use client";

import { type RefObject, useLayoutEffect } from "react";

/** Lets a text area grow with its text where the browser does not (`field-sizing: content`). */
export function useAutoGrow(area: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = area.current;
    if (!element || CSS.supports("field-sizing", "content")) return;
    element.style.height = "auto";
    // Emptied, it needs no measuring: one row is its natural height.
    if (text !== "") element.style.height = `${element.scrollHeight}px`;
  }, [area, text]);
}

"use client";

import { useEffect } from "react";

let page: string | undefined;
let over: string | undefined;

function show(): void {
  const title = over ?? page;
  if (title !== undefined) document.title = title;
}

/** What the tab's title says, unless something more urgent does. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    page = title;
    show();
  }, [title]);
}

/** Takes the tab's title as long as it is on the screen. */
export function useTitleOver(title: string): void {
  useEffect(() => {
    over = title;
    show();
    return () => {
      if (over !== title) return;
      over = undefined;
      show();
    };
  }, [title]);
}

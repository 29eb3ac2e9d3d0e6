"use client";

import { useCallback, useEffect, useRef } from "react";
import { replaceWith } from "../place/go.ts";

/**
 * The way from a thread to the list that leaves the history as one expects it: back when one
 * came from the list, in the link's place when one came by a link.
 */
export function useWayBack(isThreadOpen: boolean): () => void {
  const sawList = useRef(false);
  useEffect(() => {
    if (!isThreadOpen) sawList.current = true;
  }, [isThreadOpen]);
  return useCallback(() => {
    if (sawList.current) window.history.back();
    else replaceWith("/");
  }, []);
}

"use client";

import { useCallback, useEffect, useRef } from "react";
import { isFramed } from "../place/embedded.ts";
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
    // The history of a frame is that of the page around it.
    if (sawList.current && !isFramed()) window.history.back();
    else replaceWith("/");
  }, []);
}

"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";

/**
 * The way from a thread to the list that leaves the history as one expects it: back when one
 * came from the list, in the link's place when one came by a link.
 */
export function useWayBack(isThreadOpen: boolean): () => void {
  const router = useRouter();
  const sawList = useRef(false);
  useEffect(() => {
    if (!isThreadOpen) sawList.current = true;
  }, [isThreadOpen]);
  return useCallback(() => {
    if (sawList.current) router.back();
    else router.replace("/");
  }, [router]);
}

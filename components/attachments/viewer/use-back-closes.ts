import { useCallback, useEffect, useRef } from "react";

/**
 * The browser's back button closes what lies over the page, as it does on phones; what gives back
 * closes it by hand. The step in the history is taken back with it.
 */
export function useBackCloses(onClose: () => void): () => void {
  const close = useRef(onClose);
  close.current = onClose;
  const isBack = useRef(false);
  useEffect(() => {
    isBack.current = false;
    window.history.pushState(window.history.state, "");
    const onPop = () => {
      isBack.current = true;
      close.current();
    };
    window.addEventListener("popstate", onPop);
    return () => window.removeEventListener("popstate", onPop);
  }, []);
  return useCallback(() => {
    if (!isBack.current) window.history.back();
  }, []);
}

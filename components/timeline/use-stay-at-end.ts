import { type RefObject, useLayoutEffect } from "react";

/**
 * Whoever reads the latest messages goes on doing so when what is below needs more room: an answer
 * that is begun, files that are chosen.
 */
export function useStayAtEnd(
  scroller: RefObject<HTMLElement | null>,
  thresholdPx: number,
  scrollToEnd: () => void,
): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let heightPx = element.clientHeight;
    let isAtEnd = true;
    const look = () => {
      isAtEnd = element.scrollHeight - element.scrollTop - heightPx < thresholdPx;
    };
    const observer = new ResizeObserver(() => {
      const isSmaller = element.clientHeight < heightPx;
      heightPx = element.clientHeight;
      if (isSmaller && isAtEnd) scrollToEnd();
    });
    element.addEventListener("scroll", look, { passive: true });
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      observer.disconnect();
    };
  }, [scroller, thresholdPx, scrollToEnd]);
}

import { useEffect } from "react";
import { hasOverlay } from "../ui/has-overlay.ts";

/** Escape closes the panel, where nothing in it was there for the key to close. */
export function useCloseByKey(close: () => void, canClose: boolean): void {
  useEffect(() => {
    if (!canClose) return;
    const look = ({ key, repeat, defaultPrevented, isComposing }: KeyboardEvent) => {
      if (key !== "Escape" || repeat || isComposing) return;
      if (!defaultPrevented && !hasOverlay()) close();
    };
    // Heard after everybody else, whoever came later.
    const goLast = () => {
      window.removeEventListener("keydown", look);
      window.addEventListener("keydown", look);
    };
    window.addEventListener("keydown", goLast, { capture: true });
    return () => {
      window.removeEventListener("keydown", goLast, { capture: true });
      window.removeEventListener("keydown", look);
    };
  }, [close, canClose]);
}

import type { Attention } from "../ports.ts";

/** Whether this tab is the one that somebody works in. */
export function browserAttention(): Attention {
  return {
    isHere: () => document.visibilityState === "visible" && document.hasFocus(),
    onChange(listener) {
      const ending = new AbortController();
      const { signal } = ending;
      window.addEventListener("focus", listener, { signal });
      window.addEventListener("blur", listener, { signal });
      document.addEventListener("visibilitychange", listener, { signal });
      return () => ending.abort();
    },
  };
}

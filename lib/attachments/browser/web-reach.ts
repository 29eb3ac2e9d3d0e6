import type { Reach } from "../ports.ts";

/** Whether this browser believes that it is online. */
export function webReach(): Reach {
  return {
    isOnline: () => navigator.onLine,
    onChange(listener) {
      window.addEventListener("online", listener);
      window.addEventListener("offline", listener);
      return () => {
        window.removeEventListener("online", listener);
        window.removeEventListener("offline", listener);
      };
    },
  };
}

import { parseLeftCall } from "../core/left-call.ts";
import type { LeftCalls } from "../ports.ts";

const KEY = "parley-left-call";

/** Kept by the browser for this tab alone, until it is closed. */
export function sessionLeftCall(storage: () => Storage): LeftCalls {
  return {
    keep: (left) => storage().setItem(KEY, JSON.stringify(left)),
    take() {
      try {
        const kept = storage().getItem(KEY);
        storage().removeItem(KEY);
        return kept === null ? undefined : parseLeftCall(JSON.parse(kept));
      } catch {
        return undefined;
      }
    },
  };
}

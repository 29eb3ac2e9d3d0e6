import type { StorageKeeper } from "../ports.ts";

/** The browser's storage manager (WHATWG Storage); a browser without one promises nothing. */
export function browserStorage(): StorageKeeper {
  return {
    estimate: async () => {
      const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
      if (usage === undefined || quota === undefined) return undefined;
      return { usedBytes: usage, quotaBytes: quota };
    },
    isKept: async () => (await navigator.storage?.persisted?.()) ?? false,
    keep: async () => (await navigator.storage?.persist?.()) ?? false,
  };
}

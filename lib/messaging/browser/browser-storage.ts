import type { StorageKeeper } from "../ports/storage-keeper.ts";

/** The browser's storage manager (WHATWG Storage); a browser without one promises nothing. */
export function browserStorage(): StorageKeeper {
  return {
    estimate: async () => {
      const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
      if (usage === undefined || quota === undefined) return undefined;
      return { usedBytes: usage, quotaBytes: quota };
    },
    hasRoomFor,
    isKept: async () => (await navigator.storage?.persisted?.()) ?? false,
    keep: async () => (await navigator.storage?.persist?.()) ?? false,
  };
}

/**
 * Makes an empty file that long and throws it away. Chromium's estimate is ten gigabytes more than
 * what is used, whatever the disk has (it would tell sites apart); what it allows it says only when
 * something is written.
 */
async function hasRoomFor(bytes: number): Promise<boolean> {
  try {
    const folder = await navigator.storage.getDirectory();
    // Of its own: other tabs try as well.
    const name = `parley-trial-${crypto.randomUUID()}`;
    const file = await folder.getFileHandle(name, { create: true });
    const trial = await file.createWritable();
    try {
      await trial.truncate(bytes);
      return true;
    } finally {
      await trial.abort();
      await folder.removeEntry(name);
    }
  } catch (error) {
    return !(error instanceof DOMException && error.name === "QuotaExceededError");
  }
}

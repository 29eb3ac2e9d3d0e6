import { open } from "node:fs/promises";

/**
 * Resolves when the names in a folder would survive a power cut. Windows lets nobody open a folder for
 * that; its file system writes names into its journal by itself.
 */
export async function syncFolder(folder: string, platform = process.platform): Promise<void> {
  if (platform === "win32") return;
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}

import { open } from "node:fs/promises";

/** Resolves when the names in a folder would survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}

import type { SealedFiles } from "../ports.ts";
import { sealedFolder, sealedName } from "../worker/sealed-store.ts";

/** A worker that was ended holds its file for another moment. */
const RELEASED_WITHIN_MS = 2_000;
const TRY_EVERY_MS = 50;

/** The sealed bytes on this device: on the disk, and those of this page's memory. */
export function keptFiles(
  networkName: string,
): SealedFiles & { readonly inMemory: Map<string, Blob> } {
  const inMemory = new Map<string, Blob>();

  async function eraseFile(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
    for (let waitedMs = 0; ; waitedMs += TRY_EVERY_MS) {
      try {
        return await folder.removeEntry(name);
      } catch (error) {
        const { name: reason } = error as DOMException;
        if (reason === "NotFoundError") return;
        if (reason !== "NoModificationAllowedError" || waitedMs >= RELEASED_WITHIN_MS) throw error;
        await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS));
      }
    }
  }

  return {
    inMemory,
    async has(key) {
      if (inMemory.has(key)) return true;
      const folder = await sealedFolder(networkName);
      return folder.getFileHandle(sealedName(key)).then(
        () => true,
        () => false,
      );
    },
    async erase(key) {
      inMemory.delete(key);
      await eraseFile(await sealedFolder(networkName), sealedName(key));
    },
    async keepOnly(keys) {
      for (const key of inMemory.keys()) if (!keys.includes(key)) inMemory.delete(key);
      const folder = await sealedFolder(networkName);
      const names = new Set(keys.map(sealedName));
      for await (const name of folder.keys()) if (!names.has(name)) await eraseFile(folder, name);
    },
  };
}

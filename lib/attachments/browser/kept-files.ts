import { removeReleased } from "@/lib/async/remove-released.ts";
import type { SealedFiles } from "../ports.ts";
import { sealedFolder, sealedName } from "../worker/sealed-store.ts";

/** The sealed bytes on this device: on the disk, and those of this page's memory. */
export function keptFiles(
  networkName: string,
): SealedFiles & { readonly inMemory: Map<string, Blob> } {
  const inMemory = new Map<string, Blob>();

  const eraseFile = (folder: FileSystemDirectoryHandle, name: string) =>
    removeReleased(() => folder.removeEntry(name));

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

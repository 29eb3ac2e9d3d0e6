import { ParleyError } from "@/lib/errors/base.ts";

/** A sealed file while it is written. */
export type SealedWriter = {
  write(chunk: Uint8Array<ArrayBuffer>): void;
  /** Safe on the disk when it resolves. What was kept of it is given back, where that is not the disk. */
  finish(): Promise<Blob | undefined>;
  /** Nothing of it is left. */
  discard(): Promise<void>;
};

/** Sealed bytes in the browser's own file system for this site (OPFS), each under its key. */
export function sealedFolder(networkName: string): Promise<FileSystemDirectoryHandle> {
  return navigator.storage
    .getDirectory()
    .then((root) => root.getDirectoryHandle(`parley-sealed-${networkName}`, { create: true }))
    .catch((cause: unknown) => {
      throw new ParleyError("attachment.no-room", "There is nowhere to keep it", { cause });
    });
}

/** Keys are anything; names of files are not. */
export function sealedName(key: string): string {
  return encodeURIComponent(key);
}

/** The sealed bytes under a key; fails with `attachment.gone` when they are not all there. */
export async function readSealed(
  networkName: string,
  { key, sealedBytes }: { key: string; sealedBytes: number },
): Promise<Blob> {
  try {
    const folder = await sealedFolder(networkName);
    const file = await (await folder.getFileHandle(sealedName(key))).getFile();
    if (file.size === sealedBytes) return file;
  } catch (cause) {
    throw new ParleyError("attachment.gone", "Its sealed bytes are not here", { cause });
  }
  throw new ParleyError("attachment.gone", "Its sealed bytes are not all here");
}

/** What only workers may do with a file; the types of pages don't know it. */
type WritableHandle = {
  createSyncAccessHandle(): Promise<{
    truncate(size: number): void;
    write(bytes: Uint8Array, options: { at: number }): number;
    flush(): void;
    close(): void;
  }>;
};

/** Writes in a worker, where writing waits for nobody. Fails with `attachment.no-room`. */
export async function writeOnDisk(networkName: string, key: string): Promise<SealedWriter> {
  const folder = await sealedFolder(networkName);
  const name = sealedName(key);
  const handle = await folder.getFileHandle(name, { create: true });
  const access = await (handle as unknown as WritableHandle).createSyncAccessHandle();
  access.truncate(0);
  let offset = 0;
  return {
    write: (chunk) => {
      offset += orNoRoom(() => {
        const written = access.write(chunk, { at: offset });
        if (written < chunk.length) throw new Error("The disk took a part");
        return written;
      });
    },
    finish: async () => {
      orNoRoom(() => access.flush());
      access.close();
      return undefined;
    },
    discard: async () => {
      access.close();
      await folder.removeEntry(name);
    },
  };
}

/** Keeps what is written in memory. */
export function writeInMemory(): SealedWriter {
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  return {
    write: (chunk) => void chunks.push(chunk),
    finish: async () => new Blob(chunks),
    discard: async () => {
      chunks = [];
    },
  };
}

function orNoRoom<Value>(write: () => Value): Value {
  try {
    return write();
  } catch (cause) {
    throw new ParleyError("attachment.no-room", "The disk takes no more", { cause });
  }
}

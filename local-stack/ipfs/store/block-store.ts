import { base32 } from "multiformats/bases/base32";
import type { CID } from "multiformats/cid";
import type { BlockFiles } from "./block-files.ts";

/** What is added would be more than the store may hold. Said as Kubo says it of a disk. */
export class StoreFullError extends Error {
  override readonly name = "StoreFullError";

  constructor() {
    super("no space left on device: the store is full");
  }
}

/** Blocks by the hash of their bytes, so that the same bytes are there once, whatever they are. */
export type BlockStore = {
  has(key: string): boolean;
  /** Undefined when it is not here, or not any more. */
  read(key: string): Promise<Uint8Array | undefined>;
  /** Resolves when it is kept, whoever wrote it. Throws {@link StoreFullError}. */
  write(key: string, bytes: Uint8Array): Promise<void>;
  remove(key: string): Promise<void>;
  keys(): string[];
  sizeOf(key: string): number | undefined;
  /** How much is here. */
  totals(): { blocks: number; bytes: number };
};

/** Two CIDs of one hash are one block. */
export function keyOf(cid: CID): string {
  return base32.baseEncode(cid.multihash.bytes);
}

export function keyBytes(key: string): Uint8Array {
  return base32.baseDecode(key);
}

/** Knows without asking the disk what is there, so that what is there can change in one moment. */
export async function openBlockStore(files: BlockFiles, maxBytes: number): Promise<BlockStore> {
  const sizes = await files.list();
  let bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const writing = new Map<string, Promise<void>>();
  const removing = new Map<string, Promise<void>>();

  const writeNow = async (key: string, block: Uint8Array): Promise<void> => {
    bytes += block.length;
    try {
      if (bytes > maxBytes) throw new StoreFullError();
      // A removal that is under way would take the new file.
      await removing.get(key);
      await files.write(key, block);
      sizes.set(key, block.length);
    } catch (error) {
      bytes -= block.length;
      throw error;
    }
  };

  return {
    has: (key) => sizes.has(key),
    async read(key) {
      if (!sizes.has(key)) return undefined;
      return files.read(key).catch((error: unknown) => {
        if (!sizes.has(key)) return undefined;
        throw error;
      });
    },
    async write(key, block) {
      if (sizes.has(key)) return;
      const write = writing.get(key) ?? writeNow(key, block).finally(() => writing.delete(key));
      writing.set(key, write);
      await write;
    },
    async remove(key) {
      const size = sizes.get(key);
      if (size === undefined) return;
      sizes.delete(key);
      bytes -= size;
      const removal = files.remove(key).finally(() => removing.delete(key));
      removing.set(key, removal);
      await removal;
    },
    keys: () => [...sizes.keys()],
    sizeOf: (key) => sizes.get(key),
    totals: () => ({ blocks: sizes.size, bytes }),
  };
}

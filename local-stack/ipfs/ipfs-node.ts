import { join } from "node:path";
import { importByteStream } from "ipfs-unixfs-importer";
import type { CID } from "multiformats/cid";
import { createKeeping, type Hold } from "./keeping.ts";
import { openBlockFiles } from "./store/block-files.ts";
import { type BlockStore, keyOf, openBlockStore } from "./store/block-store.ts";
import { openPins, type Pins } from "./store/pin-files.ts";
import { MissingBlockError, walkCids } from "./walk-dag.ts";

export type IpfsNodeOptions = {
  /** Where blocks and pins are kept; in memory without it. */
  folder: string | undefined;
  maxBytes: number;
};

/** Files by their CIDs. It knows no other node: what was not added here is not here. */
export type IpfsNode = {
  store: BlockStore;
  pins: Pins;
  folder: string | undefined;
  maxBytes: number;
  /** Nothing is kept with `onlyHash`. Otherwise all of it is on the disk before this resolves, and its pin. */
  add(
    bytes: AsyncIterable<Uint8Array>,
    options: { pin: boolean; onlyHash: boolean },
  ): Promise<{ cid: CID; dagBytes: number }>;
  /** Throws `MissingBlockError` unless all of it is here. */
  pin(cid: CID): Promise<void>;
  /** Erases what is not pinned; gives the keys of the blocks. */
  collect(): Promise<string[]>;
};

/** Of the bytes of one file that wait for the disk. */
const BLOCKS_AT_ONCE = 4;

/** Opens what is there, after a crash too. */
export async function openIpfsNode({ folder, maxBytes }: IpfsNodeOptions): Promise<IpfsNode> {
  const store = await openBlockStore(openBlockFiles(folder && join(folder, "blocks")), maxBytes);
  const pins = openPins(folder && join(folder, "pins"));
  const keeping = createKeeping(store, pins);
  /** Whatever the task keeps is not collected while it runs. */
  const holding = async <T>(task: (hold: Hold) => Promise<T>): Promise<T> => {
    const hold = keeping.hold();
    try {
      return await task(hold);
    } finally {
      hold.release();
    }
  };
  return {
    store,
    pins,
    folder,
    maxBytes,
    add: (bytes, { pin, onlyHash }) =>
      holding(async (hold) => {
        const { cid, size } = await importByteStream(
          bytes,
          { put: async (block, content) => (onlyHash ? block : put(store, hold, block, content)) },
          { profile: "unixfs-v1-2025", blockWriteConcurrency: BLOCKS_AT_ONCE },
        );
        if (pin && !onlyHash) await pins.add(cid.toString());
        return { cid, dagBytes: Number(size) };
      }),
    pin: (cid) =>
      holding(async (hold) => {
        for await (const each of walkHeld(store, hold, cid)) {
          if (!store.has(keyOf(each))) throw new MissingBlockError(each);
        }
        await pins.add(cid.toString());
      }),
    collect: keeping.collect,
  };
}

type Content = Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

async function put(store: BlockStore, hold: Hold, cid: CID, content: Content): Promise<CID> {
  if (!(content instanceof Uint8Array)) throw new TypeError("a block comes in one piece");
  const key = keyOf(cid);
  hold.keep(key);
  await store.write(key, content);
  return cid;
}

/** A block is held before it is read for those that it leads to. */
async function* walkHeld(store: BlockStore, hold: Hold, cid: CID): AsyncGenerator<CID> {
  hold.keep(keyOf(cid));
  for await (const each of walkCids(store, cid)) {
    hold.keep(keyOf(each));
    yield each;
  }
}

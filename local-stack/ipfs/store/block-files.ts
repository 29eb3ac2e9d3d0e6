import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { syncFolder } from "../../sync-folder.ts";

/** Where the bytes of blocks are. A key is a multihash in base32. */
export type BlockFiles = {
  /** What is there, and how many bytes of each. */
  list(): Promise<Map<string, number>>;
  read(key: string): Promise<Uint8Array>;
  /** Resolves when it is on the disk, name and all. */
  write(key: string, bytes: Uint8Array): Promise<void>;
  remove(key: string): Promise<void>;
};

/** Blocks in `folder`, or in memory without one. */
export function openBlockFiles(folder: string | undefined): BlockFiles {
  return folder === undefined ? inMemory() : onDisk(folder);
}

function inMemory(): BlockFiles {
  const blocks = new Map<string, Uint8Array>();
  return {
    list: async () => new Map([...blocks].map(([key, bytes]) => [key, bytes.length])),
    async read(key) {
      const bytes = blocks.get(key);
      if (!bytes) throw new Error(`no block ${key}`);
      return bytes;
    },
    async write(key, bytes) {
      // The importer's bytes may be a view of a chunk that it goes on using.
      blocks.set(key, new Uint8Array(bytes));
    },
    async remove(key) {
      blocks.delete(key);
    },
  };
}

/** Like Kubo's flatfs: the two letters before the last are spread evenly, the first are the same in all. */
function shardOf(key: string): string {
  return key.slice(-3, -1);
}

const PARTIAL = ".part";

/** A file gets its name once all of it is on the disk: what has a name is whole. */
function onDisk(folder: string): BlockFiles {
  mkdirSync(folder, { recursive: true });
  const shards = new Map<string, Promise<void>>();
  const fileOf = (key: string) => join(folder, shardOf(key), key);
  const makeShard = (shard: string): Promise<void> => {
    const making = shards.get(shard) ?? makeDurableFolder(folder, shard);
    shards.set(shard, making);
    making.catch(() => shards.delete(shard));
    return making;
  };
  return {
    async list() {
      const sizes = new Map<string, number>();
      for (const shard of await readdir(folder)) await listShard(join(folder, shard), sizes);
      return sizes;
    },
    read: (key) => readFile(fileOf(key)),
    async write(key, bytes) {
      await makeShard(shardOf(key));
      const file = fileOf(key);
      const partial = `${file}.${randomUUID()}${PARTIAL}`;
      try {
        await writeSynced(partial, bytes);
        await rename(partial, file);
        await syncFolder(join(folder, shardOf(key)));
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
    },
    remove: (key) => rm(fileOf(key), { force: true }),
  };
}

/** What a crash left unfinished goes. */
async function listShard(folder: string, sizes: Map<string, number>): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    if (name.endsWith(PARTIAL)) await rm(file, { force: true });
    else sizes.set(name, (await stat(file)).size);
  }
}

async function writeSynced(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, "wx");
  try {
    await handle.writeFile(bytes);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

async function makeDurableFolder(parent: string, name: string): Promise<void> {
  mkdirSync(join(parent, name), { recursive: true });
  await syncFolder(parent);
}

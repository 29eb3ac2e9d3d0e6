import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream, mkdirSync } from "node:fs";
import { readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { KeepingPart } from "../snapshots/part.ts";
import { copyFolder, stageFolder } from "../snapshots/staged-folder.ts";
import { syncFolder } from "../sync-folder.ts";

/** More bytes than one archive may have; nothing was kept. */
export class ArchiveTooLargeError extends Error {
  override readonly name = "ArchiveTooLargeError";
}

/** An archive ready to be read. */
export type ArchiveFile = { sizeBytes: number; content: Readable };

/** Archives by id. What they hold is encrypted by the device that wrote them. */
export type HistoryFiles = {
  /** Keeps the content and says under which id. Throws {@link ArchiveTooLargeError}. */
  keep(content: Readable): Promise<string>;
  find(id: string): Promise<ArchiveFile | undefined>;
} & Pick<KeepingPart, "save" | "stage">;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Archives in `folder`, or in memory without one. */
export function openHistoryFiles(folder: string | undefined, maxBytes: number): HistoryFiles {
  return folder === undefined ? inMemory(maxBytes) : onDisk(folder, maxBytes);
}

function inMemory(maxBytes: number): HistoryFiles {
  let archives = new Map<string, Buffer>();
  return {
    async keep(content) {
      const chunks: Buffer[] = await content.pipe(limitTo(maxBytes)).toArray();
      const id = randomUUID();
      archives.set(id, Buffer.concat(chunks));
      return id;
    },
    async find(id) {
      const archive = archives.get(id);
      return archive && { sizeBytes: archive.length, content: Readable.from([archive]) };
    },
    async save(folder) {
      for (const [id, content] of archives) await writeFile(join(folder, id), content);
    },
    async stage(folder) {
      const staged = new Map<string, Buffer>();
      for (const id of folder ? await readdir(folder) : []) {
        staged.set(id, await readFile(join(folder ?? "", id)));
      }
      return {
        async commit() {
          archives = staged;
        },
        async abort() {},
      };
    },
  };
}

/** A file gets its final name once all of it is on the disk, so an id never leads to half of it. */
function onDisk(folder: string, maxBytes: number): HistoryFiles {
  mkdirSync(folder, { recursive: true });
  return {
    async keep(content) {
      const id = randomUUID();
      const partial = join(folder, `${id}.part`);
      try {
        await pipeline(content, limitTo(maxBytes), createWriteStream(partial, { flush: true }));
        await rename(partial, join(folder, id));
        await syncFolder(folder);
        return id;
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
    },
    async find(id) {
      if (!ID.test(id)) return undefined;
      const file = join(folder, id);
      const found = await stat(file).catch(() => undefined);
      return found && { sizeBytes: found.size, content: createReadStream(file) };
    },
    save: (to) => copyFolder(folder, to),
    stage: (from) => stageFolder(from, folder),
  };
}

function limitTo(maxBytes: number): Transform {
  let sizeBytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) {
        done(new ArchiveTooLargeError(`An archive may have ${maxBytes} bytes.`));
      } else done(null, chunk);
    },
  });
}

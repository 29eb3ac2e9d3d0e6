import { type FileHandle, mkdir, open, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { ParleyError } from "@/lib/errors/base.ts";
import { CHUNK_BYTES, cidOfLeaves, type Leaf } from "../../core/unixfs.ts";
import type { StagedPart, Staging } from "../../ports.ts";

/** What a network gives is smaller; fewer, larger writes cost less. */
const WRITE_BYTES = 256 * 1024;

const KEY = /^[0-9a-f-]{36}$/;

/** Keeps what has arrived of uploads in files of `folder`, one each, named by their keys. */
export function stagingFolder(folder: string): Staging {
  const fileOf = (key: string) => path.join(folder, key);

  return {
    offsetOf: async (key) => (await stat(fileOf(key)).catch(ifMissing))?.size ?? 0,
    write: async (key, bytes, { offsetBytes, maxBytes }) => {
      await mkdir(folder, { recursive: true });
      const file = await openToWrite(fileOf(key));
      try {
        const part = await writeFrom(file, bytes, { offsetBytes, maxBytes });
        await file.sync();
        return part;
      } catch (error) {
        throw toStagingError(error);
      } finally {
        await file.close();
      }
    },
    read: (key) => read(fileOf(key)),
    cidOf: async (key) => cidOfLeaves(await leavesOf(fileOf(key)), sha256),
    erase: (key) => rm(fileOf(key), { force: true }),
    keys: async () => {
      const names = await readdir(folder).catch(ifMissing);
      return (names ?? []).filter((name) => KEY.test(name));
    },
  };
}

/** Without cutting what is there already off. */
async function openToWrite(file: string): Promise<FileHandle> {
  try {
    return await open(file, "r+");
  } catch (error) {
    ifMissing(error);
    return open(file, "w+", 0o600);
  }
}

async function writeFrom(
  file: FileHandle,
  bytes: AsyncIterable<Uint8Array>,
  { offsetBytes, maxBytes }: { offsetBytes: number; maxBytes: number },
): Promise<StagedPart> {
  const gathered: Uint8Array[] = [];
  let gatheredBytes = 0;
  let at = offsetBytes;
  const flush = async () => {
    await writeAll(file, gathered.splice(0), at);
    at += gatheredBytes;
    gatheredBytes = 0;
  };
  let end: StagedPart["end"] = "whole";
  const source = bytes[Symbol.asyncIterator]();
  for (;;) {
    const next = await source.next().catch(() => "broken" as const);
    if (next === "broken") end = "broken";
    if (next === "broken" || next.done) break;
    const room = offsetBytes + maxBytes - at - gatheredBytes;
    if (next.value.length > room) {
      end = "over";
      await source.return?.();
      break;
    }
    gathered.push(next.value);
    gatheredBytes += next.value.length;
    if (gatheredBytes >= WRITE_BYTES) await flush();
  }
  await flush();
  return { offsetBytes: at, end };
}

async function writeAll(file: FileHandle, parts: Uint8Array[], position: number): Promise<void> {
  if (parts.length === 0) return;
  const bytes = Buffer.concat(parts);
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(
      bytes,
      written,
      bytes.length - written,
      position + written,
    );
    written += bytesWritten;
  }
}

async function* read(file: string): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const handle = await open(file, "r").catch(ifMissing);
  if (!handle) throw new ParleyError("archive.no-upload", "Nothing of it is here any more");
  try {
    for (;;) {
      const buffer = new Uint8Array(CHUNK_BYTES);
      const length = await fill(handle, buffer);
      if (length > 0) yield buffer.subarray(0, length);
      if (length < CHUNK_BYTES) return;
    }
  } finally {
    await handle.close();
  }
}

/** A read may give less than there is. */
async function fill(handle: FileHandle, buffer: Uint8Array): Promise<number> {
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
}

async function leavesOf(file: string): Promise<Leaf[]> {
  const leaves: Leaf[] = [];
  for await (const chunk of read(file))
    leaves.push({ digest: await sha256(chunk), bytes: chunk.length });
  return leaves;
}

/** In a thread of the pool: a hundred of them would hold the server up for a tenth of a second. */
async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

function ifMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
  throw error;
}

/** EDQUOT: the disk has room, and its owner none of it. */
function toStagingError(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code !== "ENOSPC" && code !== "EDQUOT") return error;
  return new ParleyError("archive.storage-full", "No room for what arrives", { cause: error });
}

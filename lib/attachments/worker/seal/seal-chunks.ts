import { ParleyError } from "@/lib/errors/base.ts";
import { concat } from "@/lib/protobuf/core/protobuf.ts";
import { CHUNK_BYTES } from "../../core/unixfs.ts";
import { openSeal, type Seal, type SealSecrets, TURNED_BYTES } from "../seal-key.ts";

/** Read and encrypted at once; while it is, the next is being read. */
const PART_BYTES = 4 * CHUNK_BYTES;

/** The sealed bytes of what is in a blob, in chunks of a MiB, however large all of it is. */
export async function* sealChunks(
  plain: Blob,
  secrets: SealSecrets,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const seal = await openSeal(secrets);
  let reading = readPart(plain, 0);
  for (let offset = 0; offset < plain.size; offset += PART_BYTES) {
    signal.throwIfAborted();
    const part = await reading;
    const isLast = offset + PART_BYTES >= plain.size;
    if (!isLast) reading = readPart(plain, offset + PART_BYTES);
    await turnInPlace(seal, part, offset);
    const told = isLast ? concat([part, await seal.tag()]) : part;
    for (let start = 0; start < told.length; start += CHUNK_BYTES)
      yield told.subarray(start, start + CHUNK_BYTES);
  }
}

async function turnInPlace(seal: Seal, part: Uint8Array<ArrayBuffer>, offset: number) {
  const turning: Promise<Uint8Array<ArrayBuffer>>[] = [];
  for (let start = 0; start < part.length; start += TURNED_BYTES)
    turning.push(seal.turn(part.subarray(start, start + TURNED_BYTES), offset + start));
  let start = 0;
  for (const sealed of turning) {
    part.set(await sealed, start);
    void seal.witness(await sealed);
    start += TURNED_BYTES;
  }
}

async function readPart(plain: Blob, offset: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await plain.slice(offset, offset + PART_BYTES).arrayBuffer());
  } catch (cause) {
    throw new ParleyError("attachment.unreadable", "The file can't be read", { cause });
  }
}

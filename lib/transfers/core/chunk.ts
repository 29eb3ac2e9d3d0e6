import type { FileId } from "./frames.ts";
import { MESSAGE_BYTES } from "./limits.ts";

/** Bytes of a file, and where they belong: which file (32 bits), how far into it (64 bits), bytes. */
export type Chunk = { id: FileId; offset: number; bytes: Uint8Array<ArrayBuffer> };

const HEADER_BYTES = 12;

/** Messages with these bytes, each as long as the channel takes it. */
export function* writeChunks(
  { id, offset, bytes }: Chunk,
  messageBytes: number,
): Generator<Uint8Array<ArrayBuffer>> {
  const most = Math.max(HEADER_BYTES + 1, Math.min(messageBytes, MESSAGE_BYTES)) - HEADER_BYTES;
  for (let start = 0; start < bytes.length; start += most) {
    const part = bytes.subarray(start, start + most);
    const message = new Uint8Array(HEADER_BYTES + part.length);
    const header = new DataView(message.buffer);
    header.setUint32(0, id);
    header.setBigUint64(4, BigInt(offset + start));
    message.set(part, HEADER_BYTES);
    yield message;
  }
}

/** Undefined for what is none; its bytes are those of the message, not a copy. */
export function readChunk(message: ArrayBuffer): Chunk | undefined {
  if (message.byteLength <= HEADER_BYTES || message.byteLength > MESSAGE_BYTES) return undefined;
  const header = new DataView(message);
  const offset = Number(header.getBigUint64(4));
  if (!Number.isSafeInteger(offset)) return undefined;
  return { id: header.getUint32(0), offset, bytes: new Uint8Array(message, HEADER_BYTES) };
}

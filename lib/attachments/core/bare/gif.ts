import { concat } from "@/lib/protobuf/core/protobuf.ts";

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const GRAPHIC_CONTROL = 0xf9;
const APPLICATION = 0xff;

/**
 * The same pictures (GIF89a) without comments and what programs left in it, how often it repeats
 * excepted; undefined for what does not read as one.
 */
export function bareGif(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined {
  if (String.fromCharCode(...bytes.subarray(0, 3)) !== "GIF") return undefined;
  let offset = 13 + tableBytes(bytes[10] ?? 0);
  const kept: Uint8Array[] = [bytes.subarray(0, offset)];
  while (offset < bytes.length) {
    const start = offset;
    const kind = bytes[offset];
    if (kind === TRAILER) return concat([...kept, Uint8Array.of(TRAILER)]);
    if (kind === IMAGE) offset += 11 + tableBytes(bytes[offset + 9] ?? 0);
    else if (kind === EXTENSION) offset += 2;
    else return undefined;
    offset = afterBlocks(bytes, offset);
    const part = bytes.subarray(start, offset);
    if (kind === IMAGE || draws(part)) kept.push(part);
  }
  return undefined;
}

/** Of a table of colours, by the flags before it. */
function tableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

function afterBlocks(bytes: Uint8Array, start: number): number {
  let offset = start;
  for (let length = bytes[offset]; length; length = bytes[offset]) offset += 1 + length;
  return offset + 1;
}

function draws(extension: Uint8Array): boolean {
  if (extension[1] === GRAPHIC_CONTROL) return true;
  const name = String.fromCharCode(...extension.subarray(3, 14));
  return extension[1] === APPLICATION && /^(NETSCAPE2\.0|ANIMEXTS1\.0)$/.test(name);
}

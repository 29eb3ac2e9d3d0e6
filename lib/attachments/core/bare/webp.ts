import { concat } from "@/lib/protobuf/core/protobuf.ts";

const EXIF_FLAG = 0x08;
const XMP_FLAG = 0x04;
const ANIMATION_FLAG = 0x02;
const DRAWING = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]);

/** The same picture (RFC 9649), animated or not, without Exif and XMP; undefined for what is none. */
export function bareWebp(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined {
  const kept: Uint8Array[] = [];
  for (const { type, chunk } of chunksOf(bytes)) {
    if (!DRAWING.has(type)) continue;
    const bare = chunk.slice();
    if (type === "VP8X") bare[8] = (bare[8] ?? 0) & ~(EXIF_FLAG | XMP_FLAG);
    kept.push(bare);
  }
  if (kept.length === 0) return undefined;
  const head = bytes.slice(0, 12);
  const length = kept.reduce((sum, chunk) => sum + chunk.length, 4);
  new DataView(head.buffer).setUint32(4, length, true);
  return concat([head, ...kept]);
}

export function isAnimatedWebp(bytes: Uint8Array<ArrayBuffer>): boolean {
  const isExtended = String.fromCharCode(...bytes.subarray(12, 16)) === "VP8X";
  return isExtended && ((bytes[20] ?? 0) & ANIMATION_FLAG) !== 0;
}

function* chunksOf(bytes: Uint8Array<ArrayBuffer>) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let offset = 12; offset + 8 <= bytes.length; ) {
    const length = view.getUint32(offset + 4, true);
    const end = Math.min(offset + 8 + length + (length % 2), bytes.length);
    if (offset + 8 + length > bytes.length) return;
    const type = String.fromCharCode(...bytes.subarray(offset, offset + 4));
    yield { type, chunk: bytes.subarray(offset, end) };
    offset = end;
  }
}

import { concat } from "@/lib/protobuf/core/protobuf.ts";

/** Chunks that draw the picture (PNG, third edition), animated or not; no text, no time, no Exif. */
const DRAWING = new Set(
  "IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs cICP mDCV cLLI acTL fcTL fdAT".split(
    " ",
  ),
);

/** The same picture without anything said beside it; undefined for what does not read as one. */
export function barePng(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined {
  if (bytes[0] !== 0x89) return undefined;
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  for (const { type, chunk } of chunksOf(bytes)) {
    if (DRAWING.has(type)) kept.push(chunk);
    if (type === "IEND") return concat(kept);
  }
  return undefined;
}

export function isAnimatedPng(bytes: Uint8Array<ArrayBuffer>): boolean {
  for (const { type } of chunksOf(bytes)) {
    if (type === "acTL") return true;
    if (type === "IDAT") return false;
  }
  return false;
}

function* chunksOf(bytes: Uint8Array<ArrayBuffer>) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let offset = 8; offset + 12 <= bytes.length; ) {
    const end = offset + 12 + view.getUint32(offset);
    if (end > bytes.length) return;
    const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
    yield { type, chunk: bytes.subarray(offset, end) };
    offset = end;
  }
}

/** A still picture in pixels, as its first bytes say. */
export type ImageSize = { width: number; height: number };

/** What is drawn here; told by the bytes, whatever a server calls them. */
export type ImageKind = "image/png" | "image/jpeg" | "image/gif" | "image/webp";

/**
 * The kind and size of a picture, without decoding it: a few bytes may stand for gigabytes of
 * pixels. Undefined for anything else.
 */
export function measureImage(
  bytes: Uint8Array<ArrayBuffer>,
): ({ kind: ImageKind } & ImageSize) | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const [kind, measure] of MEASURES) {
    try {
      const size = measure(view);
      if (size && size.width > 0 && size.height > 0) return { kind, ...size };
    } catch (error) {
      // It breaks off before its size.
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return undefined;
}

type Measure = (view: DataView) => ImageSize | undefined;

const MEASURES: readonly [ImageKind, Measure][] = [
  ["image/png", measurePng],
  ["image/jpeg", measureJpeg],
  ["image/gif", measureGif],
  ["image/webp", measureWebp],
];

function textAt(view: DataView, offset: number, length: number): string {
  return String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + offset, length));
}

/** PNG, section 11.2.1: the header is the first chunk. */
function measurePng(view: DataView): ImageSize | undefined {
  if (view.getUint32(0) !== 0x89504e47 || textAt(view, 12, 4) !== "IHDR") return undefined;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** GIF89a, section 18. */
function measureGif(view: DataView): ImageSize | undefined {
  if (!/^GIF8[79]a$/.test(textAt(view, 0, 6))) return undefined;
  return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

/** JPEG (T.81, B.2.2): segments up to the first start of a frame. */
function measureJpeg(view: DataView): ImageSize | undefined {
  if (view.getUint16(0) !== 0xffd8) return undefined;
  let offset = 2;
  while (view.getUint8(offset) === 0xff) {
    const marker = view.getUint8(offset + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(offset + 5), width: view.getUint16(offset + 7) };
    // Filling between segments.
    offset += marker === 0xff ? 1 : 2 + view.getUint16(offset + 2);
  }
  return undefined;
}

/** WebP (RFC 9649): extended, lossless or lossy. */
function measureWebp(view: DataView): ImageSize | undefined {
  if (textAt(view, 0, 4) !== "RIFF" || textAt(view, 8, 4) !== "WEBP") return undefined;
  switch (textAt(view, 12, 4)) {
    case "VP8X":
      return { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) };
    case "VP8L": {
      const bits = view.getUint32(21, true);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    case "VP8 ":
      return {
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
      };
    default:
      return undefined;
  }
}

function uint24(view: DataView, offset: number): number {
  return view.getUint16(offset, true) | (view.getUint8(offset + 2) << 16);
}

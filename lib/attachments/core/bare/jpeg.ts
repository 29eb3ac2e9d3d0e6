import { concat } from "@/lib/protobuf/core/protobuf.ts";

/*
 * JPEG (ITU T.81, B.1): segments up to the picture itself. Kept are those that draw it: tables,
 * frames, JFIF, Adobe's colours, an ICC profile. All else tells of the camera, the place, the editor.
 */

const APP = 0xe0;
const COMMENT = 0xfe;
const START_OF_SCAN = 0xda;
const END = 0xd9;

/** The same picture without anything said beside it; undefined for what does not read as one. */
export function bareJpeg(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let orientation = 1;
  for (let offset = 2; offset + 4 <= bytes.length; ) {
    const marker = bytes[offset + 1] ?? 0;
    if (bytes[offset] !== 0xff) return undefined;
    if (marker === 0xff) {
      offset++;
      continue;
    }
    const end = offset + 2 + uint16(bytes, offset + 2);
    const segment = bytes.subarray(offset, end);
    if (end > bytes.length) return undefined;
    if (marker === START_OF_SCAN) {
      const turned = orientation === 1 ? [] : [orientationSegment(orientation)];
      return concat([...kept.slice(0, 1), ...turned, ...kept.slice(1), ...scans(bytes, offset)]);
    }
    if (marker === APP + 1) orientation = orientationIn(segment) ?? orientation;
    if (draws(marker, segment)) kept.push(segment);
    offset = end;
  }
  return undefined;
}

function draws(marker: number, segment: Uint8Array): boolean {
  if (marker === COMMENT) return false;
  if (marker < APP || marker > APP + 15) return true;
  if (marker === APP) return nameOf(segment) === "JFIF";
  if (marker === APP + 2) return nameOf(segment) === "ICC_PROFILE";
  return marker === APP + 14;
}

function nameOf(segment: Uint8Array): string {
  let name = "";
  for (const byte of segment.subarray(4, 20)) {
    if (byte === 0) break;
    name += String.fromCharCode(byte);
  }
  return name;
}

/**
 * From the first scan to the end of the picture; phones hide films behind it. Between the scans of a
 * progressive one stand tables, and whatever else somebody put there.
 */
function scans(bytes: Uint8Array, first: number): Uint8Array[] {
  const kept: Uint8Array[] = [];
  let start = first;
  for (let offset = first; offset + 1 < bytes.length; ) {
    const marker = bytes[offset + 1] ?? 0;
    if (bytes[offset] !== 0xff || isWithinScan(marker)) {
      offset++;
      continue;
    }
    if (marker === END) return [...kept, bytes.subarray(start, offset + 2)];
    const end = offset + 2 + uint16(bytes, offset + 2);
    if (!draws(marker, bytes.subarray(offset, end))) {
      kept.push(bytes.subarray(start, offset));
      start = end;
    }
    offset = end;
  }
  return [...kept, bytes.subarray(start)];
}

/** A byte of the scan itself, a mark to start again at, or one that fills. */
function isWithinScan(marker: number): boolean {
  return marker === 0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7);
}

/** Exif 2.3: which way the picture is to be turned, 1 to 8. */
function orientationIn(segment: Uint8Array): number | undefined {
  if (nameOf(segment) !== "Exif") return undefined;
  const tiff = segment.subarray(10);
  const little = tiff[0] === 0x49;
  const at16 = (offset: number) =>
    little ? (tiff[offset] ?? 0) | ((tiff[offset + 1] ?? 0) << 8) : uint16(tiff, offset);
  const at32 = (offset: number) =>
    little ? at16(offset) + at16(offset + 2) * 65_536 : at16(offset) * 65_536 + at16(offset + 2);
  const start = at32(4);
  for (let entry = 0; entry < Math.min(at16(start), 256); entry++) {
    const offset = start + 2 + entry * 12;
    if (at16(offset) !== 0x0112) continue;
    const value = at16(offset + 8);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** An Exif segment that says this, and nothing more. */
function orientationSegment(orientation: number): Uint8Array {
  const head = [0xff, APP + 1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0];
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8];
  const entry = [0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  return Uint8Array.from([...head, ...tiff, ...entry]);
}

function uint16(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
}

/*
 * The file of an archive: `PARLEYA1`, how many parts there are, the length of each, then the parts
 * one after the other. Numbers have four bytes, the highest first. A part is an archive of libxmtp,
 * encrypted with a key of its own (`archive-key.ts`); a part that is missing, or in another place,
 * opens nothing.
 */

const MAGIC = [0x50, 0x41, 0x52, 0x4c, 0x45, 0x59, 0x41, 0x31];
const NUMBER_BYTES = 4;
/** A file that says more than this is none. */
const MAX_PARTS = 1_000_000;

/** What has to be read of a file to know how long its list of parts is. */
export const ARCHIVE_START_BYTES = MAGIC.length + NUMBER_BYTES;

/** Where a part lies in the file. */
export type PartPlace = { start: number; end: number };

/** The beginning of a file with parts of these lengths. */
export function archiveHeader(lengths: readonly number[]): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(listEnd(lengths.length));
  header.set(MAGIC);
  const view = new DataView(header.buffer);
  view.setUint32(MAGIC.length, lengths.length);
  for (const [index, length] of lengths.entries()) view.setUint32(listEnd(index), length);
  return header;
}

/** How many bytes the header has, by the first ones; undefined for a file that is no archive. */
export function archiveHeaderBytes(start: Uint8Array): number | undefined {
  if (start.length < ARCHIVE_START_BYTES) return undefined;
  if (MAGIC.some((byte, index) => start[index] !== byte)) return undefined;
  const count = viewOf(start).getUint32(MAGIC.length);
  return count > 0 && count <= MAX_PARTS ? listEnd(count) : undefined;
}

/** Where the parts lie, by the whole header. Those of a file that was cut short lie beyond its end. */
export function archiveParts(header: Uint8Array): PartPlace[] {
  const view = viewOf(header);
  const count = Math.floor(header.length / NUMBER_BYTES) - ARCHIVE_START_BYTES / NUMBER_BYTES;
  let start = header.length;
  return Array.from({ length: count }, (_, index) => {
    const end = start + view.getUint32(listEnd(index));
    const place = { start, end };
    start = end;
    return place;
  });
}

function listEnd(parts: number): number {
  return ARCHIVE_START_BYTES + parts * NUMBER_BYTES;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

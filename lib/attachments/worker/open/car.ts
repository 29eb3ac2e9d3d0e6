import { CID } from "multiformats/cid";
import { concat, readVarint } from "@/lib/protobuf/core/protobuf.ts";
import { isReadable } from "../../core/unixfs.ts";
import type { ByteReader } from "./byte-reader.ts";
import { SourceLied } from "./source-failure.ts";

/*
 * CARv1, as gateways stream it: a header, then sections of a length, a CID and a block. The header is
 * passed over: what was asked for is known, and every block is held against its CID.
 */

/** No block of IPFS is larger than 2 MiB; some make it 4. */
export const MAX_BLOCK_BYTES = 4 * 1024 * 1024;
const MAX_HEADER_BYTES = 64 * 1024;
/** Version 1 with SHA-256; no readable one is longer. */
const CID_BYTES = 36;

export type CarBlock = { cid: CID; bytes: Uint8Array<ArrayBuffer> };

/**
 * The blocks in a CAR; throws `SourceLied` for what is none. `onBytes` hears of the bytes of each
 * block as they come.
 */
export async function* readCar(
  reader: ByteReader,
  onBytes: (cid: CID, bytes: number) => void,
): AsyncGenerator<CarBlock> {
  const headerBytes = await readLength(reader, MAX_HEADER_BYTES);
  if (headerBytes === undefined) throw new SourceLied("An empty CAR");
  await reader.read(headerBytes);
  for (;;) {
    const length = await readLength(reader, MAX_BLOCK_BYTES + CID_BYTES);
    if (length === undefined) return;
    yield await readSection(reader, length, onBytes);
  }
}

/** Undefined at the end. */
async function readLength(reader: ByteReader, max: number): Promise<number | undefined> {
  const bytes: number[] = [];
  for (;;) {
    if (bytes.length === 0 && (await reader.isAtEnd())) return undefined;
    const [byte = 0] = await reader.read(1);
    bytes.push(byte);
    if (byte < 0x80) break;
    if (bytes.length > 4) throw new SourceLied("A length too large");
  }
  const { value } = readVarint(Uint8Array.from(bytes), 0);
  if (value === 0 || value > max) throw new SourceLied("A part too large");
  return value;
}

async function readSection(
  reader: ByteReader,
  length: number,
  onBytes: (cid: CID, bytes: number) => void,
): Promise<CarBlock> {
  const head = await reader.read(Math.min(length, CID_BYTES));
  const { cid, start } = decodeCid(head);
  if (!isReadable(cid)) throw new SourceLied("A block of another kind");
  onBytes(cid, start.length);
  const rest = await reader.read(length - head.length, (bytes) => onBytes(cid, bytes));
  return { cid, bytes: start.length === 0 ? rest : concat([start, rest]) };
}

/** The CID that a block begins with, and what of the block is behind it. */
function decodeCid(head: Uint8Array): { cid: CID; start: Uint8Array } {
  try {
    const [cid, start] = CID.decodeFirst(head);
    return { cid, start };
  } catch {
    throw new SourceLied("A block without a CID");
  }
}

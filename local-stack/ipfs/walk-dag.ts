import { code as DAG_PB, decode, type PBLink } from "@ipld/dag-pb";
import { UnixFS } from "ipfs-unixfs";
import type { CID } from "multiformats/cid";
import { code as RAW } from "multiformats/codecs/raw";
import { type BlockStore, keyOf } from "./store/block-store.ts";

/** A block of the DAG is not here. Said as Kubo says it, which clients look for. */
export class MissingBlockError extends Error {
  override readonly name = "MissingBlockError";
  readonly cid: CID;

  constructor(cid: CID) {
    super(`block was not found locally (offline): ipld: could not find ${cid}`);
    this.cid = cid;
  }
}

/** A CID of something that is no file: nothing of the kind is ever added here. */
export class NotAFileError extends Error {
  override readonly name = "NotAFileError";
}

/** Bytes from `from` to before `to` of a file. */
export type ByteRange = { from: number; to: number };

/** One block on the way through a file, and the part of the file that is in it. */
export type FileBlock = { cid: CID; bytes: Uint8Array; content: Uint8Array };

type FileNode = {
  /** Of the file that begins here. */
  sizeBytes: number;
  /** What is in the block itself. */
  content: Uint8Array;
  children: readonly { cid: CID; sizeBytes: number }[];
};

const NOTHING = new Uint8Array();

/** Reads a block as UnixFS writes files: bytes alone (raw), or a node of a tree (dag-pb). */
export function readFileNode(cid: CID, bytes: Uint8Array): FileNode {
  if (cid.code === RAW) return { sizeBytes: bytes.length, content: bytes, children: [] };
  if (cid.code !== DAG_PB) throw new NotAFileError(`unsupported codec 0x${cid.code.toString(16)}`);
  const { Data, Links } = decode(bytes);
  const unixfs = Data && UnixFS.unmarshal(Data);
  if (unixfs?.type !== "file" && unixfs?.type !== "raw")
    throw new NotAFileError("this dag node is a directory");
  return {
    sizeBytes: Number(unixfs.fileSize()),
    content: unixfs.data ?? NOTHING,
    children: Links.map((link, index) => childOf(link, unixfs.blockSizes[index])),
  };
}

function childOf({ Hash }: PBLink, sizeBytes: bigint | undefined) {
  if (sizeBytes === undefined) throw new NotAFileError("a link without a size");
  return { cid: Hash, sizeBytes: Number(sizeBytes) };
}

export async function readBlock(store: BlockStore, cid: CID): Promise<Uint8Array> {
  const bytes = await store.read(keyOf(cid));
  if (!bytes) throw new MissingBlockError(cid);
  return bytes;
}

/**
 * The blocks that a range of a file is in, depth first, the root always. Throws
 * {@link MissingBlockError}, {@link NotAFileError}.
 */
export async function* walkFile(
  store: BlockStore,
  root: CID,
  { from, to }: ByteRange = { from: 0, to: Number.POSITIVE_INFINITY },
): AsyncGenerator<FileBlock> {
  const bytes = await readBlock(store, root);
  const node = readFileNode(root, bytes);
  yield { cid: root, bytes, content: node.content.subarray(clamp(from), clamp(to)) };
  let start = node.content.length;
  for (const { cid, sizeBytes } of node.children) {
    const end = start + sizeBytes;
    if (end > from && start < to)
      yield* walkFile(store, cid, { from: from - start, to: to - start });
    start = end;
  }
}

function clamp(offset: number): number {
  return Math.max(0, offset);
}

/** The CIDs of all blocks below one, and it, without reading those that lead to no others. */
export async function* walkCids(store: BlockStore, cid: CID): AsyncGenerator<CID> {
  yield cid;
  if (cid.code !== DAG_PB) return;
  for (const { Hash } of decode(await readBlock(store, cid)).Links) yield* walkCids(store, Hash);
}

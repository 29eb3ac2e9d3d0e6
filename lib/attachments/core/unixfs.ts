import { decode, encode, type PBLink, prepare } from "@ipld/dag-pb";
import { CID } from "multiformats/cid";
import { create as createDigest } from "multiformats/hashes/digest";
import { concat, readFields, varintField } from "@/lib/protobuf/core/protobuf.ts";

/*
 * Files of UnixFS by the profile `unixfs-v1-2025` (IPIP-499): CIDv1, SHA-256, raw leaves of 1 MiB,
 * up to 1,024 links in a node, a balanced tree. Kubo and Helia make the same of the same bytes.
 */

export const CHUNK_BYTES = 1024 * 1024;
const LINKS_PER_NODE = 1024;

const RAW = 0x55;
const DAG_PB = 0x70;
const SHA2_256 = 0x12;

export type Sha256 = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>;

/** A part of a file: how much of it, and how many bytes with all nodes above it. */
type Part = { cid: CID; fileBytes: number; dagBytes: number };

/** A leaf by the SHA-256 of its bytes. */
export type Leaf = { digest: Uint8Array; bytes: number };

/** The CID of a file whose leaves are known: one for each chunk, a single empty one for no bytes. */
export async function cidOfLeaves(leaves: readonly Leaf[], sha256: Sha256): Promise<string> {
  let parts: Part[] = leaves.map(({ digest, bytes }) => ({
    cid: toCid(RAW, digest),
    fileBytes: bytes,
    dagBytes: bytes,
  }));
  while (parts.length > 1) {
    const nodes: Part[] = [];
    for (let start = 0; start < parts.length; start += LINKS_PER_NODE)
      nodes.push(await toNode(parts.slice(start, start + LINKS_PER_NODE), sha256));
    parts = nodes;
  }
  const [root] = parts;
  if (!root) throw new Error("A file has one leaf at least");
  return root.cid.toString();
}

async function toNode(children: readonly Part[], sha256: Sha256): Promise<Part> {
  const fileBytes = children.reduce((sum, child) => sum + child.fileBytes, 0);
  const block = encode(
    prepare({
      Data: concat([
        varintField(1, 2),
        varintField(3, fileBytes),
        ...children.map((child) => varintField(4, child.fileBytes)),
      ]),
      Links: children.map(({ cid, dagBytes }) => ({ Name: "", Hash: cid, Tsize: dagBytes })),
    }),
  ) as Uint8Array<ArrayBuffer>;
  const dagBytes = children.reduce((sum, child) => sum + child.dagBytes, block.length);
  return { cid: toCid(DAG_PB, await sha256(block)), fileBytes, dagBytes };
}

function toCid(codec: number, digest: Uint8Array): CID {
  return CID.createV1(codec, createDigest(SHA2_256, digest));
}

/** What a block of a file is. `bytes` of a link: how much of the file it stands for. */
export type FileBlock =
  | { kind: "bytes"; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "node"; links: readonly { cid: CID; bytes: number }[]; bytes: number };

/** Whether files with this CID are read here: UnixFS or raw bytes, by SHA-256. */
export function isReadable({ code, multihash }: CID): boolean {
  return (code === RAW || code === DAG_PB) && multihash.code === SHA2_256;
}

export function isRaw({ code }: CID): boolean {
  return code === RAW;
}

/** Reads a block whose bytes are those of its CID; undefined for what is no part of a file. */
export function readBlock(cid: CID, bytes: Uint8Array<ArrayBuffer>): FileBlock | undefined {
  if (isRaw(cid)) return { kind: "bytes", bytes };
  try {
    const { Data, Links } = decode(bytes);
    return Data && toFileBlock(Data as Uint8Array<ArrayBuffer>, Links);
  } catch {
    return undefined;
  }
}

/** UnixFS: 1 type (0 raw, 2 file), 2 data, 3 size of the file, 4 that of each link. */
function toFileBlock(
  data: Uint8Array<ArrayBuffer>,
  links: readonly PBLink[],
): FileBlock | undefined {
  let type: unknown;
  let bytes = data.subarray(0, 0);
  const sizes: number[] = [];
  for (const { number, value } of readFields(data)) {
    if (number === 1) type = value;
    if (number === 2 && typeof value !== "number") bytes = value as Uint8Array<ArrayBuffer>;
    if (number === 4 && typeof value === "number") sizes.push(value);
  }
  if ((type !== 0 && type !== 2) || sizes.length !== links.length) return undefined;
  if (links.length === 0) return { kind: "bytes", bytes };
  // Nodes with bytes of their own beside links are written by nobody.
  if (bytes.length > 0 || !links.every(({ Hash }) => isReadable(Hash))) return undefined;
  return {
    kind: "node",
    links: links.map(({ Hash }, index) => ({ cid: Hash, bytes: sizes[index] ?? 0 })),
    bytes: sizes.reduce((sum, size) => sum + size, 0),
  };
}

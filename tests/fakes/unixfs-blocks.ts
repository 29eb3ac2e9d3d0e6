import { encode, prepare } from "@ipld/dag-pb";
import { importer } from "ipfs-unixfs-importer";
import { fixedSize } from "ipfs-unixfs-importer/chunker";
import { balanced } from "ipfs-unixfs-importer/layout";
import { CID } from "multiformats/cid";
import { sha256 } from "multiformats/hashes/sha2";
import { concat, varintField } from "@/lib/protobuf/core/protobuf.ts";

const GIGABYTE = 2 ** 30;
const RAW = 0x55;
const DAG_PB = 0x70;

export type UnixfsBlock = { cid: CID; bytes: Uint8Array<ArrayBuffer> };

/** A file as the IPFS project's importer cuts it (IPIP-499): its CID, and its blocks by theirs. */
export async function importFile(
  content: Uint8Array,
  chunkSize = 1024 * 1024,
): Promise<{ cid: string; blocks: Map<string, UnixfsBlock> }> {
  const blocks = new Map<string, UnixfsBlock>();
  const store = {
    put: async (cid: CID, bytes: Uint8Array<ArrayBuffer>) => {
      blocks.set(cid.toString(), { cid, bytes });
      return cid;
    },
  };
  const options = {
    cidVersion: 1 as const,
    rawLeaves: true,
    chunker: fixedSize({ chunkSize }),
    layout: balanced({ maxChildrenPerNode: 1024 }),
  };
  for await (const { cid } of importer([{ content }], store as never, options))
    return { cid: cid.toString(), blocks };
  throw new Error("Nothing was imported");
}

/** A root whose links say that a gigabyte lies behind each. */
export async function hugeRoot(): Promise<{ cid: string; block: UnixfsBlock }> {
  const leaf = CID.createV1(RAW, await sha256.digest(new Uint8Array(1)));
  const links = Array.from({ length: 20 }, () => ({ Name: "", Hash: leaf, Tsize: GIGABYTE }));
  const sizes = links.map(() => varintField(4, GIGABYTE));
  const data = concat([varintField(1, 2), varintField(3, GIGABYTE * links.length), ...sizes]);
  const bytes = encode(prepare({ Data: data, Links: links })) as Uint8Array<ArrayBuffer>;
  const cid = CID.createV1(DAG_PB, await sha256.digest(bytes));
  return { cid: cid.toString(), block: { cid, bytes } };
}

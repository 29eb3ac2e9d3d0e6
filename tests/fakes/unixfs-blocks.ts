import { importer } from "ipfs-unixfs-importer";
import { fixedSize } from "ipfs-unixfs-importer/chunker";
import { balanced } from "ipfs-unixfs-importer/layout";
import type { CID } from "multiformats/cid";

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

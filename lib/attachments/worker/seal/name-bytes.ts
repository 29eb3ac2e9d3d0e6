import { toHex } from "../../core/hex.ts";
import { CHUNK_BYTES, cidOfLeaves, type Leaf } from "../../core/unixfs.ts";

const hash = async (bytes: Uint8Array<ArrayBuffer>) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

/** The digest and the CID of bytes, and each chunk of them to whoever keeps them, in their order. */
export async function nameBytes(
  bytes: Uint8Array<ArrayBuffer>,
  onChunk: (chunk: Uint8Array<ArrayBuffer>) => void,
): Promise<{ contentDigest: string; cid: string }> {
  const digesting = hash(bytes);
  const leaves: Leaf[] = [];
  for (let start = 0; start === 0 || start < bytes.length; start += CHUNK_BYTES) {
    const chunk = bytes.subarray(start, start + CHUNK_BYTES);
    const hashing = hash(chunk);
    onChunk(chunk);
    leaves.push({ digest: await hashing, bytes: chunk.length });
  }
  return { contentDigest: toHex(await digesting), cid: await cidOfLeaves(leaves, hash) };
}

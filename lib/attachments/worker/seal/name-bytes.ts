import { bytesToHex } from "@noble/hashes/utils.js";
import { cidOfLeaves, type Leaf } from "../../core/unixfs.ts";
import { letGo } from "../seal-key.ts";

const hash = async (bytes: Uint8Array<ArrayBuffer>) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

export type ByteNames = { contentDigest: string; cid: string };

/** Finds the digest and the CID of bytes that come chunk by chunk, each of a MiB, the last excepted. */
export function nameBytes(totalBytes: number): {
  add(chunk: Uint8Array<ArrayBuffer>): void;
  finish(): Promise<ByteNames>;
} {
  // WebCrypto hashes in one piece only.
  const whole = new Uint8Array(totalBytes);
  const leaves: Promise<Leaf>[] = [];
  let offset = 0;
  return {
    add: (chunk) => {
      whole.set(chunk, offset);
      offset += chunk.length;
      leaves.push(hash(chunk).then((digest) => ({ digest, bytes: chunk.length })));
    },
    finish: async () => {
      const digesting = hash(whole);
      letGo(whole);
      const cid = await cidOfLeaves(await Promise.all(leaves), hash);
      return { contentDigest: bytesToHex(await digesting), cid };
    },
  };
}

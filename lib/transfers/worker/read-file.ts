import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** Read at once where it is only counted. */
const PART_BYTES = 1024 * 1024;

export type FileReader = {
  head(bytes: number): Promise<string>;
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  digest(): Promise<string>;
};

/** Reads a file in parts, and counts each of its bytes once, in whatever order they are read. */
export function countingReader(file: Blob): FileReader {
  const hash = sha256.create();
  let counted = 0;

  const bytesOf = async (from: number, to: number) =>
    new Uint8Array(await file.slice(from, to).arrayBuffer());

  async function countUpTo(offset: number): Promise<void> {
    while (counted < offset) {
      const to = Math.min(offset, counted + PART_BYTES);
      hash.update(await bytesOf(counted, to));
      counted = to;
    }
  }

  return {
    head: async (bytes) => bytesToHex(sha256(await bytesOf(0, bytes))),
    async read(offset, length) {
      await countUpTo(offset);
      const bytes = await bytesOf(offset, offset + length);
      const end = offset + bytes.length;
      if (end > counted) hash.update(bytes.subarray(counted - offset));
      counted = Math.max(counted, end);
      return bytes;
    },
    async digest() {
      await countUpTo(file.size);
      return bytesToHex(hash.clone().digest());
    },
  };
}

import { createHash } from "node:crypto";
import fc from "fast-check";
import { importer } from "ipfs-unixfs-importer";
import { fixedSize } from "ipfs-unixfs-importer/chunker";
import { balanced } from "ipfs-unixfs-importer/layout";
import { CID } from "multiformats/cid";
import { describe, expect, it } from "vitest";
import { CHUNK_BYTES, cidOfLeaves, isReadable, type Leaf, readBlock } from "./unixfs.ts";

const sha256 = async (bytes: Uint8Array) =>
  new Uint8Array(createHash("sha256").update(bytes).digest());

async function leavesOf(bytes: Uint8Array, chunkBytes: number): Promise<Leaf[]> {
  const starts = Array.from({ length: Math.max(1, Math.ceil(bytes.length / chunkBytes)) });
  return Promise.all(
    starts.map(async (_, index) => {
      const chunk = bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes);
      return { digest: await sha256(chunk), bytes: chunk.length };
    }),
  );
}

type Blocks = Map<string, Uint8Array<ArrayBuffer>>;

/** What the IPFS project's own importer makes of it. */
async function imported(bytes: Uint8Array, chunkSize: number, blocks: Blocks = new Map()) {
  const store = {
    put: async (cid: CID, block: Uint8Array<ArrayBuffer>) => {
      blocks.set(cid.toString(), block);
      return cid;
    },
  };
  const options = {
    cidVersion: 1 as const,
    rawLeaves: true,
    chunker: fixedSize({ chunkSize }),
    layout: balanced({ maxChildrenPerNode: 1024 }),
  };
  for await (const { cid } of importer([{ content: bytes }], store as never, options))
    return cid.toString();
  throw new Error("nothing was imported");
}

function bytesOf(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) & 0xff);
}

describe("the CID of a file", () => {
  it("is that of Kubo for files whose CID is known", async () => {
    const nothing = await cidOfLeaves(await leavesOf(new Uint8Array(), CHUNK_BYTES), sha256);
    expect(nothing).toBe("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku");
    const hello = new TextEncoder().encode("hello world");
    expect(await cidOfLeaves(await leavesOf(hello, CHUNK_BYTES), sha256)).toBe(
      "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
    );
  });

  it.each([1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 5 * CHUNK_BYTES + 77])(
    "is that of the IPFS importer for %i bytes",
    async (length) => {
      const bytes = bytesOf(length);
      expect(await cidOfLeaves(await leavesOf(bytes, CHUNK_BYTES), sha256)).toBe(
        await imported(bytes, CHUNK_BYTES),
      );
    },
  );

  it.each([1024, 1025, 2048, 2049])("is that of the IPFS importer for %i leaves", async (count) => {
    const bytes = bytesOf(count * 8 - 3);
    expect(await cidOfLeaves(await leavesOf(bytes, 8), sha256)).toBe(await imported(bytes, 8));
  });

  it("is that of the IPFS importer for any bytes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 4_000 }),
        fc.integer({ min: 1, max: 64 }),
        async (bytes, chunk) => {
          const cid = await cidOfLeaves(await leavesOf(bytes, chunk), sha256);
          expect(cid).toBe(await imported(bytes, chunk));
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("a block of a file", () => {
  it("says its links, and how much each stands for", async () => {
    const blocks: Blocks = new Map();
    const root = CID.parse(await imported(bytesOf(25), 10, blocks));
    const block = readBlock(root, blocks.get(root.toString()) ?? new Uint8Array());
    expect(block).toMatchObject({ kind: "node", bytes: 25 });
    const links = block?.kind === "node" ? block.links : [];
    expect(links.map(({ bytes }) => bytes)).toEqual([10, 10, 5]);
    const [first] = links;
    if (!first) throw new Error("no link");
    expect(isReadable(first.cid)).toBe(true);
    const leaf = blocks.get(first.cid.toString()) ?? new Uint8Array();
    expect(readBlock(first.cid, leaf)).toEqual({ kind: "bytes", bytes: bytesOf(25).slice(0, 10) });
  });

  it("is none when it is anything else, whatever bytes come", () => {
    const node = CID.parse("bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi");
    // An empty folder.
    expect(readBlock(node, Uint8Array.of(10, 2, 8, 1))).toBeUndefined();
    expect(readBlock(node, new Uint8Array())).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const block = readBlock(node, bytes as Uint8Array<ArrayBuffer>);
        if (block?.kind === "bytes") expect(block.bytes.length).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});

import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHUNK_BYTES, cidOfLeaves } from "@/lib/attachments/core/unixfs.ts";
import type { IpfsNode } from "@/lib/attachments/ports.ts";

/** A node of its own, which nobody else uses. */
export type IpfsNodeWorld = {
  node: IpfsNode;
  /** What the node gives for a CID, asked past the port; undefined when it has not all of it. */
  read(cid: string): Promise<Uint8Array | undefined>;
  close(): Promise<void>;
};

const MIB = 1024 * 1024;
/** Small ones and those around a chunk, and one with many: all that a tree of one level can be. */
const SIZES = [0, 1, MIB - 1, MIB, MIB + 1, 5 * MIB, 100 * MIB];
const ABSENT = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyka";

/** Every node that files are archived on does this. */
export function describeIpfsNode(name: string, start: () => Promise<IpfsNodeWorld>): void {
  describe(`an IPFS node: ${name}`, () => {
    let world: IpfsNodeWorld;
    let node: IpfsNode;

    beforeAll(async () => {
      world = await start();
      node = world.node;
    }, 60_000);

    afterAll(() => world?.close());

    it.each(SIZES)(
      "gives %i bytes the CID that a browser gives them, and keeps them",
      async (size) => {
        const bytes = bytesOf(size, "sizes");
        const added = await node.add(inParts(bytes));
        expect(added).toEqual({ cid: await browserCid(bytes), sizeBytes: size });
        expect(await node.isPinned(added.cid)).toBe(true);
        expect(await hasSame(world, added.cid, bytes)).toBe(true);
      },
      60_000,
    );

    it("gives the same bytes one CID, however they come and however often", async () => {
      const bytes = bytesOf(2 * MIB + 17, "twice");
      const first = await node.add(inParts(bytes, 1000));
      expect(await node.add(inParts(bytes, 3 * MIB))).toEqual(first);
      await node.unpin(first.cid);
      expect(await node.isPinned(first.cid)).toBe(false);
    });

    it("lets go of what nobody pins, and of that alone", async () => {
      const kept = bytesOf(3 * MIB + 1, "kept");
      const dropped = bytesOf(3 * MIB + 2, "dropped");
      const keptCid = (await node.add(inParts(kept))).cid;
      const droppedCid = (await node.add(inParts(dropped))).cid;
      await node.unpin(droppedCid);
      await node.collect();
      expect(await world.read(droppedCid)).toBeUndefined();
      expect(await hasSame(world, keptCid, kept)).toBe(true);
      expect((await node.add(inParts(dropped))).cid).toBe(droppedCid);
      expect(await hasSame(world, droppedCid, dropped)).toBe(true);
    });

    it("keeps the parts that a pinned file has in common with one that goes", async () => {
      const shared = bytesOf(2 * MIB, "shared");
      const kept = Buffer.concat([shared, bytesOf(10, "its own end")]);
      const dropped = Buffer.concat([shared, bytesOf(10, "another end")]);
      const keptCid = (await node.add(inParts(kept))).cid;
      const droppedCid = (await node.add(inParts(dropped))).cid;
      await node.unpin(droppedCid);
      await node.collect();
      expect(await hasSame(world, keptCid, kept)).toBe(true);
    });

    it("takes up again what was let go and not collected yet", async () => {
      const bytes = bytesOf(MIB + 5, "again");
      const { cid } = await node.add(inParts(bytes));
      await node.unpin(cid);
      await node.pin(cid);
      await node.collect();
      expect(await node.isPinned(cid)).toBe(true);
      expect(await hasSame(world, cid, bytes)).toBe(true);
    });

    it("lets go twice without complaint, also of what was never there", async () => {
      const { cid } = await node.add(inParts(bytesOf(100, "let go twice")));
      await node.unpin(cid);
      await node.unpin(cid);
      await node.unpin(ABSENT);
      expect(await node.isPinned(ABSENT)).toBe(false);
    });

    it("pins nothing that it does not have", async () => {
      await expect(node.pin(ABSENT)).rejects.toMatchObject({ code: "archive.not-archived" });
      expect(await node.isPinned(ABSENT)).toBe(false);
    });

    it("pins nothing of bytes that break off, and says why they did", async () => {
      const whole = bytesOf(4 * MIB, "breaks off");
      const broken = async function* () {
        yield* inParts(whole.subarray(0, 2 * MIB));
        throw new Error("the disk of the server");
      };
      await expect(node.add(broken())).rejects.toThrow("the disk of the server");
      const cidOfHalf = await browserCid(whole.subarray(0, 2 * MIB));
      expect(await node.isPinned(cidOfHalf)).toBe(false);
      await node.collect();
      expect(await world.read(cidOfHalf)).toBeUndefined();
    });

    it("stops adding when it is told to, with the reason that it was given", async () => {
      const stop = new AbortController();
      const half = bytesOf(2 * MIB, "told to stop");
      const endless = async function* () {
        yield* inParts(half);
        stop.abort(new Error("nobody waits"));
        await new Promise(() => undefined);
      };
      await expect(node.add(endless(), { signal: stop.signal })).rejects.toThrow("nobody waits");
      expect(await node.isPinned(await browserCid(half))).toBe(false);
    });

    it("begins nothing that is over already", async () => {
      const signal = AbortSignal.abort(new Error("over"));
      await expect(node.add(inParts(bytesOf(5, "over")), { signal })).rejects.toThrow("over");
    });

    it("loses nothing of fifty files that are added while it collects", async () => {
      const files = Array.from({ length: 50 }, (_, index) =>
        bytesOf(MIB + index * 1000, `parallel ${index}`),
      );
      let isAdding = true;
      const collecting = (async () => {
        let rounds = 0;
        for (; isAdding; rounds += 1) {
          await node.collect();
          // A node in memory would leave nobody else a turn.
          await setImmediate();
        }
        return rounds;
      })();
      const dropped = await node.add(inParts(bytesOf(MIB + 3, "goes meanwhile")));
      await node.unpin(dropped.cid);
      const added = await Promise.all(files.map((bytes) => node.add(inParts(bytes))));
      isAdding = false;
      expect(await collecting).toBeGreaterThan(0);
      await node.collect();
      for (const [index, { cid }] of added.entries()) {
        expect(await hasSame(world, cid, files[index] as Uint8Array)).toBe(true);
      }
      expect(await world.read(dropped.cid)).toBeUndefined();
    }, 120_000);
  });
}

/** The same bytes each time for one word, and no two chunks alike. */
function bytesOf(size: number, word: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  for (let start = 0; start < size; start += 4096) {
    const digest = createHash("sha256").update(`${word} ${start}`).digest();
    bytes.set(digest.subarray(0, Math.min(digest.length, size - start)), start);
  }
  return bytes;
}

async function* inParts(bytes: Uint8Array, partBytes = 64 * 1024): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += partBytes) {
    yield bytes.subarray(start, start + partBytes);
  }
}

const sha256 = async (bytes: Uint8Array) =>
  new Uint8Array(createHash("sha256").update(bytes).digest());

async function browserCid(bytes: Uint8Array): Promise<string> {
  const leaves = [];
  for (let start = 0; start === 0 || start < bytes.length; start += CHUNK_BYTES) {
    const chunk = bytes.subarray(start, start + CHUNK_BYTES);
    leaves.push({ digest: await sha256(chunk), bytes: chunk.length });
  }
  return cidOfLeaves(leaves, sha256);
}

/** Not by `toEqual`, which takes minutes for so many bytes. */
async function hasSame(world: IpfsNodeWorld, cid: string, bytes: Uint8Array): Promise<boolean> {
  const found = await world.read(cid);
  return found !== undefined && Buffer.from(found).equals(bytes);
}

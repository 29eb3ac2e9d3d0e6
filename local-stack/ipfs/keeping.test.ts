import { CID } from "multiformats/cid";
import * as raw from "multiformats/codecs/raw";
import { sha256 } from "multiformats/hashes/sha2";
import { beforeEach, describe, expect, it } from "vitest";
import { createKeeping, type Keeping } from "./keeping.ts";
import { type BlockFiles, openBlockFiles } from "./store/block-files.ts";
import { type BlockStore, keyOf, openBlockStore } from "./store/block-store.ts";
import { openPins, type Pins } from "./store/pin-files.ts";

const cidOf = async (bytes: Uint8Array) => CID.createV1(raw.code, await sha256.digest(bytes));
const BYTES = new TextEncoder().encode("a block");

describe("a collection", () => {
  let files: BlockFiles;
  let store: BlockStore;
  let pins: Pins;
  let keeping: Keeping;
  let cid: CID;
  let key: string;

  beforeEach(async () => {
    files = openBlockFiles(undefined);
    await open(files);
    cid = await cidOf(BYTES);
    key = keyOf(cid);
  });

  const open = async (from: BlockFiles) => {
    store = await openBlockStore(from, 1_000_000);
    pins = openPins(undefined);
    keeping = createKeeping(store, pins);
  };

  it("erases what nobody needs", async () => {
    await store.write(key, BYTES);
    expect(await keeping.collect()).toEqual([key]);
    expect(await store.read(key)).toBeUndefined();
    expect(store.totals()).toEqual({ blocks: 0, bytes: 0 });
  });

  it("spares what is held when it begins and pinned while it runs", async () => {
    await store.write(key, BYTES);
    const hold = keeping.hold();
    hold.keep(key);
    const collecting = keeping.collect();
    await pins.add(cid.toString());
    hold.release();
    expect(await collecting).toEqual([]);
    expect(await store.read(key)).toEqual(BYTES);
  });

  it("spares what is taken into a hold while it runs, and let go before it ends", async () => {
    await store.write(key, BYTES);
    const collecting = keeping.collect();
    const hold = keeping.hold();
    hold.keep(key);
    hold.release();
    expect(await collecting).toEqual([]);
    expect(await keeping.collect()).toEqual([key]);
  });

  it("leaves what is written again while it is being erased", async () => {
    const erasing = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    await open({
      ...files,
      async remove(each) {
        begun.resolve();
        await erasing.promise;
        await files.remove(each);
      },
    });
    await store.write(key, BYTES);
    const collecting = keeping.collect();
    await begun.promise;
    keeping.hold().keep(key);
    expect(store.has(key)).toBe(false);
    const writing = store.write(key, BYTES);
    erasing.resolve();
    await Promise.all([collecting, writing]);
    expect(await store.read(key)).toEqual(BYTES);
    expect(await files.read(key)).toEqual(BYTES);
  });

  it("erases nothing where it can't tell what a pin leads to", async () => {
    await store.write(key, BYTES);
    await pins.add("bafybeicme6hxfvizq3fq6vwgd5kuol42y62ujemrhgp3fqq7ooxwakn6gu");
    await expect(keeping.collect()).rejects.toThrow("could not find");
    expect(store.has(key)).toBe(true);
  });

  it("that is asked for while another runs sees what was let go since", async () => {
    await store.write(key, BYTES);
    await pins.add(cid.toString());
    const first = keeping.collect();
    const removing = pins.remove(cid.toString());
    const second = keeping.collect();
    await removing;
    await first;
    await second;
    expect(store.has(key)).toBe(false);
  });
});

import { CarWriter } from "@ipld/car/writer";
import type { CID } from "multiformats/cid";
import { type BlockStore, keyOf } from "../store/block-store.ts";
import { type ByteRange, readBlock, walkFile } from "../walk-dag.ts";

export type CarRequest = {
  /** The root block alone, or what of the file lies in a range. */
  blocks: "root" | ByteRange;
  /** Whether a block comes again each time that it is part of the file. */
  hasDuplicates: boolean;
};

/** CAR v1, blocks depth first: who reads it can verify each one as it comes. */
export async function* writeCar(
  store: BlockStore,
  root: CID,
  request: CarRequest,
): AsyncGenerator<Uint8Array> {
  const { writer, out } = CarWriter.create(root);
  let failure: unknown;
  const writing = (async () => {
    for await (const block of blocksOf(store, root, request)) await writer.put(block);
  })()
    .catch((error: unknown) => {
      failure = error;
    })
    .finally(() => writer.close());
  yield* out;
  await writing;
  if (failure) throw failure;
}

async function* blocksOf(store: BlockStore, root: CID, { blocks, hasDuplicates }: CarRequest) {
  if (blocks === "root") {
    yield { cid: root, bytes: await readBlock(store, root) };
    return;
  }
  const sent = new Set<string>();
  for await (const { cid, bytes } of walkFile(store, root, blocks)) {
    if (!hasDuplicates && sent.has(keyOf(cid))) continue;
    sent.add(keyOf(cid));
    yield { cid, bytes };
  }
}

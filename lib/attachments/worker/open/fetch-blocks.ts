import type { CID } from "multiformats/cid";
import type { FileSource } from "../../browser/sources.ts";
import { isRaw } from "../../core/unixfs.ts";
import type { Assembly } from "./assembly.ts";
import { byteReader } from "./byte-reader.ts";
import { MAX_BLOCK_BYTES, readCar } from "./car.ts";
import { SourceAway, SourceHasNot } from "./source-failure.ts";
import { type Patience, type WatchedAnswer, watchedFetch } from "./watched-fetch.ts";

type Gateway = Extract<FileSource, { kind: "gateway" }>;
type Options = {
  patience: Patience;
  maxBytes: number;
  signal: AbortSignal;
  onProgress: () => void;
};

/** Blocks whose bytes are being hashed while the next ones arrive. */
const CHECKED_AT_ONCE = 4;
/** What a CAR has beside the file: nodes, lengths and CIDs. */
const overheadOf = (bytes: number) => bytes / 16 + 1024 * 1024;

/**
 * Fills what is missing of a file from a trustless gateway (specs.ipfs.tech), from the first byte
 * that is missing on. Whatever was right of it stays, however this ends.
 */
export async function fetchBlocks(
  { baseUrl, cid, mayRedirect }: Gateway,
  assembly: Assembly,
  { maxBytes, onProgress, ...watching }: Options,
): Promise<void> {
  const single = isRaw(assembly.root);
  const from = assembly.firstMissing;
  const path = single
    ? "format=raw"
    : `format=car&dag-scope=entity${from > 0 ? `&entity-bytes=${from}:*` : ""}`;
  const request = {
    ...watching,
    url: `${baseUrl}/ipfs/${cid}?${path}`,
    accept: single
      ? "application/vnd.ipld.raw"
      : "application/vnd.ipld.car; version=1; order=dfs; dups=y",
    redirect: mayRedirect ? ("follow" as const) : ("error" as const),
    maxBytes: single ? MAX_BLOCK_BYTES : maxBytes + overheadOf(maxBytes),
  };
  try {
    await watchedFetch(request, (answer) =>
      single ? takeWhole(answer, assembly, onProgress) : takeCar(answer, assembly, onProgress),
    );
  } catch (error) {
    // What comes behind the file is no matter.
    if (!assembly.isComplete) throw error;
  }
  if (assembly.isComplete) return;
  // Kubo answers so, with a CAR and no block in it, of what it does not have.
  if (assembly.totalBytes === undefined) throw new SourceHasNot("Not even the root of it");
  throw new SourceAway("It ended before the file did");
}

async function takeWhole(
  { pull, onFlow }: WatchedAnswer,
  assembly: Assembly,
  onProgress: () => void,
): Promise<void> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let part = await pull(); part; part = await pull()) {
    parts.push(part);
    onFlow(part.length);
  }
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  await assembly.put({ cid: assembly.root, bytes });
  onProgress();
}

async function takeCar(
  { pull, onFlow }: WatchedAnswer,
  assembly: Assembly,
  onProgress: () => void,
): Promise<void> {
  const checking: Promise<void>[] = [];
  // One that is here already, however often it is repeated, brings the file no further.
  const onBytes = (cid: CID, bytes: number) => void (assembly.wants(cid) && onFlow(bytes));
  try {
    for await (const block of readCar(byteReader(pull), onBytes)) {
      if (checking.length >= CHECKED_AT_ONCE) await checking.shift();
      const check = assembly.put(block).then(onProgress);
      // What a node names is known before the next block is looked at.
      if (!isRaw(block.cid)) await check;
      // Told below, or by a later turn.
      else checking.push(silenced(check));
      if (assembly.isComplete) break;
    }
    await Promise.all(checking);
  } finally {
    await Promise.allSettled(checking);
  }
}

function silenced(promise: Promise<void>): Promise<void> {
  promise.catch(() => undefined);
  return promise;
}

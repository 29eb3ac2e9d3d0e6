import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CID } from "multiformats/cid";
import { code as RAW } from "multiformats/codecs/raw";
import { decode as decodeDigest } from "multiformats/hashes/digest";
import type { Logger } from "pino";
import { VERSION } from "../../version.ts";
import type { IpfsNode } from "../ipfs-node.ts";
import { BadRequestError } from "../request.ts";
import { shortCid } from "../short-cid.ts";
import { keyBytes, keyOf } from "../store/block-store.ts";
import { MissingBlockError, readBlock, readFileNode, walkFile } from "../walk-dag.ts";
import { cids, flag, oneCid, requireProfile, size } from "./parameters.ts";
import { readFiles } from "./read-files.ts";
import { NotPinnedError } from "./rpc-error.ts";

type Call = {
  node: IpfsNode;
  query: URLSearchParams;
  request: IncomingMessage;
  response: ServerResponse;
  log: Logger;
};

/** Kubo's commands that Parley uses, by their paths below `/api/v0/`. */
export const COMMANDS: Readonly<Record<string, (call: Call) => Promise<void>>> = {
  add: addFiles,
  cat,
  "block/stat": blockStat,
  "pin/add": addPins,
  "pin/ls": listPins,
  "pin/rm": removePins,
  "repo/gc": collect,
  "repo/stat": repoStat,
  version: async ({ response }) =>
    sendJson(response, {
      Version: VERSION,
      Commit: "",
      Repo: "1",
      System: `${process.arch}/${process.platform}`,
      Golang: "",
    }),
};

async function addFiles({ node, query, request, response, log }: Call): Promise<void> {
  requireProfile(query);
  const options = { pin: flag(query, "pin", true), onlyHash: flag(query, "only-hash", false) };
  for await (const { name, content } of readFiles(request)) {
    const { cid, dagBytes } = await node.add(content, options);
    log.info({ cid: shortCid(cid), dagBytes, ...options }, "added");
    sendLine(response, { Name: name || cid.toString(), Hash: cid.toString(), Size: `${dagBytes}` });
  }
  if (!response.headersSent) throw new BadRequestError('argument "path" is required');
  response.end();
}

async function cat({ node, query, response }: Call): Promise<void> {
  const root = oneCid(query);
  const from = size(query, "offset") ?? 0;
  const to = from + (size(query, "length") ?? Number.POSITIVE_INFINITY);
  const { sizeBytes } = readFileNode(root, await readBlock(node.store, root));
  response.writeHead(200, {
    "content-type": "text/plain",
    "x-content-length": Math.max(0, Math.min(to, sizeBytes) - from),
    ...STREAMED,
  });
  await pipeline(Readable.from(contentOf(node, root, { from, to })), response);
}

async function* contentOf(node: IpfsNode, root: CID, range: { from: number; to: number }) {
  for await (const { content } of walkFile(node.store, root, range)) {
    if (content.length > 0) yield content;
  }
}

async function blockStat({ node, query, response }: Call): Promise<void> {
  const cid = oneCid(query);
  const Size = node.store.sizeOf(keyOf(cid));
  if (Size === undefined) throw new MissingBlockError(cid);
  sendJson(response, { Key: cid.toString(), Size });
}

async function addPins({ node, query, response, log }: Call): Promise<void> {
  requireRecursive(query);
  const cid = oneCid(query);
  for (const each of cids(query)) await node.pin(each);
  log.info({ cid: shortCid(cid) }, "pinned");
  sendJson(response, { Pins: cids(query).map(String) });
}

async function removePins({ node, query, response, log }: Call): Promise<void> {
  requireRecursive(query);
  const cid = oneCid(query);
  for (const each of cids(query)) {
    if (!node.pins.has(each.toString()))
      throw new NotPinnedError("not pinned or pinned indirectly");
    await node.pins.remove(each.toString());
  }
  log.info({ cid: shortCid(cid) }, "unpinned");
  sendJson(response, { Pins: cids(query).map(String) });
}

/** What is pinned by itself. Blocks that a pin leads to are not told. */
async function listPins({ node, query, response }: Call): Promise<void> {
  const type = query.get("type") ?? "all";
  if (type !== "all" && type !== "recursive") {
    throw new BadRequestError(`pins of type ${JSON.stringify(type)} are not told here`);
  }
  const asked = cids(query).map(String);
  const missing = asked.find((cid) => !node.pins.has(cid));
  if (missing) throw new NotPinnedError(`path '${missing}' is not pinned`);
  const pinned = asked.length > 0 ? asked : node.pins.all();
  if (flag(query, "stream", false)) {
    response.writeHead(200, LINES);
    for (const Cid of pinned) sendLine(response, { Cid, Type: "recursive" });
    response.end();
  } else {
    const Keys = Object.fromEntries(pinned.map((cid) => [cid, { Type: "recursive" }]));
    sendJson(response, { Keys });
  }
}

async function collect({ node, response, log }: Call): Promise<void> {
  const begunMs = performance.now();
  const removed = await node.collect();
  const tookMs = Math.round(performance.now() - begunMs);
  log.info({ blocks: removed.length, tookMs }, "collected");
  response.writeHead(200, LINES);
  for (const key of removed) {
    // What a block was part of is not known any more.
    const cid = CID.createV1(RAW, decodeDigest(keyBytes(key)));
    sendLine(response, { Key: { "/": cid.toString() } });
  }
  response.end();
}

async function repoStat({ node, response }: Call): Promise<void> {
  const { blocks, bytes } = node.store.totals();
  sendJson(response, {
    RepoSize: bytes,
    StorageMax: node.maxBytes,
    NumObjects: blocks,
    RepoPath: node.folder ?? ":memory:",
    Version: "fs-repo@1",
  });
}

function requireRecursive(query: URLSearchParams): void {
  if (flag(query, "recursive", true)) return;
  throw new BadRequestError("only recursive pins are kept here");
}

/** Kubo marks answers that come in parts, and some of its clients look for that. */
const STREAMED = { "x-stream-output": "1" };
const LINES = { "content-type": "application/json", "x-chunked-output": "1" };

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
}

function sendLine(response: ServerResponse, value: unknown): void {
  if (!response.headersSent) response.writeHead(200, LINES);
  response.write(`${JSON.stringify(value)}\n`);
}

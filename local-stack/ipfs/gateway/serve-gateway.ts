import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CID } from "multiformats/cid";
import type { Logger } from "pino";
import { BadRequestError, readTarget } from "../request.ts";
import { shortCid } from "../short-cid.ts";
import { type BlockStore, keyOf } from "../store/block-store.ts";
import {
  type ByteRange,
  MissingBlockError,
  NotAFileError,
  readBlock,
  readFileNode,
  walkFile,
} from "../walk-dag.ts";
import { NotAcceptableError, readWanted, type Wanted } from "./answer-format.ts";
import { parseEntityBytes, parseRange } from "./byte-range.ts";
import { writeCar } from "./car.ts";
import { answerPreflight } from "./cors.ts";

/** Whoever takes nothing for so long is gone. */
const IDLE_MS = 120_000;
const PATH = /^\/ipfs\/([^/]+)\/?$/;

/**
 * What is in the store, to whoever knows its CID: blocks and CARs to verify (trustless gateway
 * specification), and files as they are for those who don't. It looks nowhere else, has no
 * directories and no names.
 */
export function serveGateway(store: BlockStore, log: Logger): RequestListener {
  return (request, response) => {
    if (answerPreflight(request, response)) return;
    request.setTimeout(IDLE_MS, () => response.destroy());
    answer(store, request, response).catch((error: unknown) => {
      if (statusOf(error) === 500) log.warn({ err: error }, "request failed");
      refuse(response, error);
    });
  };
}

type Answer = {
  status: 200 | 206;
  headers: Record<string, string | number>;
  body: () => AsyncIterable<Uint8Array>;
};

async function answer(store: BlockStore, request: IncomingMessage, response: ServerResponse) {
  const { path, query } = readTarget(request);
  const root = readPath(path);
  if (request.method !== "GET" && request.method !== "HEAD") throw new MethodError();
  if (!store.has(keyOf(root))) throw new MissingBlockError(root);
  const wanted = readWanted(query, request.headers.accept ?? "*/*");
  const etag = etagOf(root, wanted);
  response.setHeader("etag", etag);
  if (matches(request.headers["if-none-match"], etag)) return void response.writeHead(304).end();
  const { status, headers, body } = await prepare(store, root, wanted, request);
  response.writeHead(status, {
    ...headers,
    // What a CID stands for never changes.
    "cache-control": "public, max-age=29030400, immutable",
    "x-ipfs-path": `/ipfs/${root}`,
    "x-ipfs-roots": root.toString(),
    vary: "accept",
  });
  if (request.method === "HEAD") return void response.end();
  await pipeline(Readable.from(body()), response);
}

function readPath(path: string): CID {
  const [, text] = PATH.exec(path) ?? [];
  if (text === undefined) throw new NoSuchPathError("404 page not found");
  try {
    return CID.parse(text);
  } catch {
    throw new BadRequestError("invalid cid");
  }
}

function prepare(store: BlockStore, root: CID, wanted: Wanted, request: IncomingMessage) {
  if (wanted.format === "raw") return prepareBlock(store, root);
  if (wanted.format === "car") return prepareCar(store, root, wanted);
  return prepareFile(store, root, request);
}

async function prepareBlock(store: BlockStore, root: CID): Promise<Answer> {
  const bytes = await readBlock(store, root);
  return {
    status: 200,
    headers: {
      "content-type": "application/vnd.ipld.raw",
      "content-disposition": `attachment; filename="${root}.bin"`,
      "content-length": bytes.length,
    },
    body: async function* () {
      yield bytes;
    },
  };
}

async function prepareCar(store: BlockStore, root: CID, wanted: Wanted): Promise<Answer> {
  const { sizeBytes } = readFileNode(root, await readBlock(store, root));
  const { hasDuplicates } = wanted;
  const blocks = wanted.scope === "block" ? "root" : carRange(wanted.entityBytes, sizeBytes);
  return {
    status: 200,
    headers: {
      "content-type": `application/vnd.ipld.car; version=1; order=dfs; dups=${hasDuplicates ? "y" : "n"}`,
      "content-disposition": `attachment; filename="${root}.car"`,
      "accept-ranges": "none",
    },
    body: () => writeCar(store, root, { blocks, hasDuplicates }),
  };
}

function carRange(entityBytes: string | undefined, sizeBytes: number): ByteRange | "root" {
  if (entityBytes === undefined) return { from: 0, to: Number.POSITIVE_INFINITY };
  const range = parseEntityBytes(entityBytes, sizeBytes);
  if (!range) throw new BadRequestError(`entity-bytes ${JSON.stringify(entityBytes)} are none`);
  return range.from < range.to ? range : "root";
}

/** For apps that verify by other means: never shown as a page of this gateway, whatever it is. */
async function prepareFile(
  store: BlockStore,
  root: CID,
  { headers: asked }: IncomingMessage,
): Promise<Answer> {
  const { sizeBytes } = readFileNode(root, await readBlock(store, root));
  const isSame = asked["if-range"] === undefined || asked["if-range"] === `"${root}"`;
  const range = isSame ? parseRange(asked.range, sizeBytes) : undefined;
  if (range === "outside") throw new OutsideError(sizeBytes);
  const { from, to } = range ?? { from: 0, to: sizeBytes };
  return {
    status: range ? 206 : 200,
    headers: {
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename="${root}"`,
      "content-length": to - from,
      "accept-ranges": "bytes",
      ...(range && { "content-range": `bytes ${from}-${to - 1}/${sizeBytes}` }),
    },
    body: async function* () {
      for await (const { content } of walkFile(store, root, { from, to })) yield content;
    },
  };
}

function etagOf(root: CID, { format, scope, entityBytes, hasDuplicates }: Wanted): string {
  if (format === "file") return `"${root}"`;
  if (format === "raw") return `"${root}.raw"`;
  const range = entityBytes === undefined ? "" : `.${entityBytes.replaceAll(/[^-\d:*]/g, "")}`;
  return `"${root}.car.dfs.${scope}${range}.${hasDuplicates ? "y" : "n"}"`;
}

function matches(header: string | undefined, etag: string): boolean {
  const tags = header?.split(",").map((tag) => tag.trim().replace(/^W\//, "")) ?? [];
  return tags.includes(etag) || tags.includes("*");
}

class MethodError extends Error {}
class NoSuchPathError extends Error {}
class OutsideError extends Error {
  readonly sizeBytes: number;
  constructor(sizeBytes: number) {
    super("the range is outside of the file");
    this.sizeBytes = sizeBytes;
  }
}

function statusOf(error: unknown): number {
  if (error instanceof BadRequestError || error instanceof NotAFileError) return 400;
  if (error instanceof MissingBlockError || error instanceof NoSuchPathError) return 404;
  if (error instanceof MethodError) return 405;
  if (error instanceof NotAcceptableError) return 406;
  if (error instanceof OutsideError) return 416;
  return 500;
}

function refuse(response: ServerResponse, error: unknown): void {
  // A body that stops short of its length, or of its last chunk, is seen to be broken off.
  if (response.headersSent) return void response.destroy();
  const status = statusOf(error);
  const text =
    error instanceof MissingBlockError
      ? `${shortCid(error.cid)} is not here`
      : messageOf(status, error);
  response.removeHeader("etag");
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    // It may be here in a moment.
    "cache-control": "no-store",
    ...(error instanceof OutsideError && { "content-range": `bytes */${error.sizeBytes}` }),
    ...(status === 405 && { allow: "GET, HEAD, OPTIONS" }),
  });
  response.end(`${text}\n`);
}

function messageOf(status: number, error: unknown): string {
  if (status === 405) return "only GET, HEAD and OPTIONS are answered here";
  return status === 500 ? "this gateway failed" : (error as Error).message;
}

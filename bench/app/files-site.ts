import type { IncomingMessage, ServerResponse } from "node:http";
import { decode } from "@ipld/dag-pb";
import { varint } from "@/lib/protobuf/core/protobuf.ts";
import { importFile } from "../../tests/fakes/unixfs-blocks.ts";
import { type FilesSite, serveFilesPage } from "../../tests/files-page/serve.ts";

const RAW = 0x55;
/** Of a CAR without roots. */
const HEADER = Buffer.from("11a265726f6f7473806776657273696f6e01", "hex");

/**
 * An archive and a gateway that cost next to nothing: bytes are taken and forgotten, and what is
 * fetched lies ready in memory. What is left is what the browser does.
 */
export async function serveBenchSite(): Promise<FilesSite> {
  const offered = new Map<string, { car: Buffer[]; plain: Uint8Array }>();
  const offsets = new Map<string, { taken: number; size: number; cid: string }>();
  /** Gives bytes as a gateway and as a plain server do. */
  async function offer(bytes: Uint8Array): Promise<void> {
    const { cid, blocks } = await importFile(bytes);
    const root = blocks.get(cid);
    if (!root) throw new Error("nothing was imported");
    const isRaw = root.cid.code === RAW;
    const names = isRaw ? [] : decode(root.bytes).Links.map(({ Hash }) => Hash);
    const sections = [root, ...names.flatMap((name) => blocks.get(name.toString()) ?? [])];
    const car = sections.flatMap((block) => [
      Buffer.concat([varint(block.cid.bytes.length + block.bytes.length), block.cid.bytes]),
      Buffer.from(block.bytes),
    ]);
    offered.set(cid, { car: isRaw ? [Buffer.from(root.bytes)] : [HEADER, ...car], plain: bytes });
  }

  const site = await serveFilesPage((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const [, kind, cid = ""] = url.pathname.split("/");
    if (kind === "ipfs" || kind === "plain") {
      const found = offered.get(cid);
      if (!found) response.writeHead(404).end();
      else if (kind === "plain") response.end(found.plain);
      else void pour(response, found.car);
      return true;
    }
    if (kind === "offer") {
      void collect(request)
        .then(offer)
        .then(() => response.writeHead(204).end());
      return true;
    }
    if (kind !== "put" && kind !== "api") return false;
    void take(request).then((bytes) => {
      if (kind === "put") return void response.writeHead(204).end();
      const id = url.searchParams.get("id") ?? url.pathname.split("/").at(-1) ?? "";
      if (request.method === "GET") return void refuse(response);
      const known = offsets.get(id) ?? {
        taken: 0,
        size: Number(url.searchParams.get("size")),
        cid: url.searchParams.get("cid") ?? "",
      };
      known.taken += bytes;
      offsets.set(id, known);
      const { taken: offset, size, cid: made } = known;
      const file = { cid: made, sizeBytes: size, archivedAt: "2026-11-28T12:00:00Z", copies: [] };
      say(response, offset >= size ? { file } : { upload: { id, offset, size } });
    });
    return true;
  });
  return site;
}

async function pour(response: ServerResponse, parts: readonly Buffer[]): Promise<void> {
  for (const part of parts)
    if (!response.write(part)) await new Promise((resolve) => response.once("drain", resolve));
  response.end();
}

async function collect(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

async function take(request: IncomingMessage): Promise<number> {
  let bytes = 0;
  for await (const part of request) bytes += part.length;
  return bytes;
}

function say(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse): void {
  say(response, { error: { code: "archive.no-upload", message: "" } }, 404);
}

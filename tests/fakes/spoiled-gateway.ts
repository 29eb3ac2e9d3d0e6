import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { decode } from "@ipld/dag-pb";
import { CID } from "multiformats/cid";
import { varint } from "@/lib/protobuf/core/protobuf.ts";
import type { UnixfsBlock } from "./unixfs-blocks.ts";

/** How a gateway answers, when it does not answer well. */
export type Spoiling =
  | "flipped-byte"
  | "wrong-block"
  | "extra-block"
  | "wrong-root"
  | "wrong-order"
  | "truncated"
  | "stalled-at-start"
  | "stalled-midway"
  | "endless"
  | "endless-header"
  | "missing"
  /** As Kubo says of a file of many blocks that it has none of them. */
  | "empty"
  | "broken"
  | "dripping"
  /** Its first blocks, and then the last of them again and again, slowly. */
  | "repeating"
  | "garbage";

type Blocks = Map<string, UnixfsBlock>;

/** A trustless gateway over HTTP (CARs and raw blocks) that lies, breaks off or stalls when it is told to. */
export class SpoiledGateway {
  readonly #files = new Map<string, Blocks>();
  readonly #server: Server;
  /** What was asked, as path and query. */
  readonly requests: string[] = [];
  /** When it was asked first, by the clock of `performance`. */
  askedAtMs = 0;
  spoiling: Spoiling | undefined;
  /** How many bytes left it. */
  sentBytes = 0;
  url = "";

  constructor() {
    this.#server = createServer((request, response) => {
      if (this.requests.push(request.url ?? "") === 1) this.askedAtMs = performance.now();
      response.setHeader("access-control-allow-origin", "*");
      if (request.method === "OPTIONS") {
        response.setHeader("access-control-allow-headers", "*");
        response.writeHead(204).end();
        return;
      }
      void this.#serve(new URL(request.url ?? "/", "http://localhost"), response);
    });
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  add(cid: string, blocks: Blocks): void {
    this.#files.set(cid, blocks);
  }

  blocksOf(cid: string): Blocks {
    return this.#files.get(cid) ?? new Map();
  }

  async #serve(url: URL, response: ServerResponse): Promise<void> {
    const cid = url.pathname.split("/")[2] ?? "";
    const blocks = this.#files.get(cid);
    if (this.spoiling === "stalled-at-start") return;
    if (this.spoiling === "broken") return void response.writeHead(500).end("no");
    if (!blocks || this.spoiling === "missing") return void response.writeHead(404).end("no");
    const isRaw = url.searchParams.get("format") === "raw";
    const from = Number(/^(\d+):/.exec(url.searchParams.get("entity-bytes") ?? "")?.[1] ?? 0);
    const sections = this.spoiling === "empty" ? [] : inOrder(cid, blocks, from);
    const [root] = sections;
    if (isRaw && root)
      await this.#pour(
        response,
        spoiled([root], this.spoiling).map(({ bytes }) => bytes),
      );
    else
      await this.#pour(response, [carHeader(), ...spoiled(sections, this.spoiling).map(toSection)]);
  }

  async #pour(response: ServerResponse, parts: Uint8Array[]): Promise<void> {
    const write = async (bytes: Uint8Array) => {
      this.sentBytes += bytes.length;
      if (response.destroyed) return;
      if (!response.write(bytes))
        await new Promise<void>((resolve) => {
          response.once("drain", resolve);
          response.once("close", resolve);
        });
    };
    response.writeHead(200);
    const whole = this.spoiling ? Buffer.concat(parts) : undefined;
    const half = whole?.subarray(0, Math.floor(whole.length / 2));
    switch (this.spoiling) {
      case "truncated":
        await write(half ?? new Uint8Array());
        response.end();
        return;
      case "stalled-midway":
        await write(half ?? new Uint8Array());
        return;
      case "endless-header":
        while (!response.destroyed) await write(Buffer.alloc(64 * 1024, 0xff));
        return;
      case "endless":
        await write(whole ?? new Uint8Array());
        while (!response.destroyed) await write(Buffer.alloc(64 * 1024, 7));
        return;
      case "garbage":
        response.end("<html>welcome</html>");
        return;
      case "repeating": {
        const [header = new Uint8Array(), root = new Uint8Array(), first] = parts;
        const again = first ?? root;
        await write(Buffer.concat([header, root, again]));
        for (let at = 0; !response.destroyed; at = (at + 8_192) % again.length) {
          await write(again.subarray(at, at + 8_192));
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        return;
      }
      case "dripping":
        for (const byte of whole ?? []) {
          if (response.destroyed) return;
          await write(Uint8Array.of(byte));
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        return;
      default:
        for (const part of parts) await write(part);
        response.end();
    }
  }
}

/** Depth first, without the leaves that end before `from`. */
function inOrder(cid: string, blocks: Blocks, from: number): UnixfsBlock[] {
  const found: UnixfsBlock[] = [];
  let offset = 0;
  const visit = (name: string) => {
    const block = blocks.get(name);
    if (!block) return;
    if (block.cid.code === 0x55) {
      if (offset + block.bytes.length > from || block.bytes.length === 0) found.push(block);
      offset += block.bytes.length;
      return;
    }
    found.push(block);
    for (const { Hash } of decode(block.bytes).Links) visit(Hash.toString());
  };
  visit(cid);
  return found;
}

function spoiled(blocks: UnixfsBlock[], spoiling: Spoiling | undefined): UnixfsBlock[] {
  const [root, first, ...rest] = blocks;
  if (!root) return blocks;
  const flipped = (block: UnixfsBlock) => {
    const bytes = Uint8Array.from(block.bytes);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    return { ...block, bytes };
  };
  switch (spoiling) {
    case "flipped-byte": {
      const last = blocks.at(-1) ?? root;
      return [...blocks.slice(0, -1), flipped(last)];
    }
    case "wrong-root":
      return [flipped(root), ...(first ? [first] : []), ...rest];
    case "wrong-block":
      return first ? [root, { cid: first.cid, bytes: stranger().bytes }, ...rest] : [stranger()];
    case "extra-block":
      return [root, stranger(), ...(first ? [first] : []), ...rest];
    case "wrong-order":
      return [...blocks].reverse();
    default:
      return blocks;
  }
}

function stranger(): UnixfsBlock {
  const cid = CID.parse("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku");
  return { cid, bytes: new Uint8Array() };
}

function toSection({ cid, bytes }: UnixfsBlock): Uint8Array {
  return Buffer.concat([varint(cid.bytes.length + bytes.length), cid.bytes, bytes]);
}

/** DAG-CBOR of `{ roots: [], version: 1 }`: nobody who verifies believes the roots. */
function carHeader(): Uint8Array {
  const header = Buffer.from("a265726f6f7473806776657273696f6e01", "hex");
  return Buffer.concat([varint(header.length), header]);
}

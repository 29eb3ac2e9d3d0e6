import type { IncomingMessage, ServerResponse } from "node:http";
import type { SpoiledGateway } from "./spoiled-gateway.ts";
import { importFile } from "./unixfs-blocks.ts";

type Staged = { cid: string; size: number; parts: Buffer[]; offset: number };

/**
 * The archive of the app's server as browsers see it (`/api/archive/uploads`), without a disk or a
 * node: what is complete is what the gateway has from then on.
 */
export class ArchiveServer {
  readonly requests: string[] = [];
  readonly uploads = new Map<string, Staged>();
  /** Of requests that send something: an answer of the test's own, a status with a code, or a connection cut. */
  readonly upsets: ({ status: number; code: string } | "cut-body" | "cut-answer")[] = [];
  hasSession = true;
  /** What it says that files are, instead of what they are. */
  saysCid: string | undefined;
  readonly #gateway: SpoiledGateway;
  readonly #done = new Map<string, { cid: string; sizeBytes: number }>();

  constructor(gateway: SpoiledGateway) {
    this.#gateway = gateway;
  }

  readonly answer = (request: IncomingMessage, response: ServerResponse): boolean => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname === "/open-session") {
      this.hasSession = true;
      response.writeHead(204).end();
      return true;
    }
    if (!url.pathname.startsWith("/api/archive/uploads")) return false;
    void this.#serve(url, request, response);
    return true;
  };

  async #serve(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", socket } = request;
    const id = url.pathname.split("/")[4] ?? url.searchParams.get("id") ?? "";
    this.requests.push(`${method} ${url.searchParams.get("offset") ?? ""}`.trim());
    const say = (status: number, body?: object) =>
      response
        .writeHead(status, { "content-type": "application/json" })
        .end(body && JSON.stringify(body));
    const refuse = (status: number, code: string) => say(status, { error: { code, message: "" } });
    const upset = method === "GET" ? undefined : this.upsets.shift();
    if (!this.hasSession) return void refuse(401, "session.none");
    if (typeof upset === "object") return void refuse(upset.status, upset.code);
    if (method === "POST" && !this.uploads.has(id) && !this.#done.has(id)) {
      const { cid = "", size = "" } = Object.fromEntries(url.searchParams);
      this.uploads.set(id, { cid, size: Number(size), parts: [], offset: 0 });
    }
    const staged = this.uploads.get(id);
    if (method === "DELETE") {
      this.uploads.delete(id);
      return void response.writeHead(204).end();
    }
    const offset = Number(url.searchParams.get("offset") ?? 0);
    if (staged && (method === "POST" || method === "PATCH") && offset === staged.offset) {
      const isWhole = await this.#take(request, staged, upset === "cut-body");
      if (!isWhole || upset === "cut-answer") return void socket.destroy();
    } else request.resume();
    if (staged && method === "PATCH" && offset !== staged.offset && offset + 0 > staged.offset)
      return void refuse(409, "archive.wrong-offset");
    if (staged && staged.offset >= staged.size) await this.#finish(id, staged);
    const file = this.#done.get(id);
    if (file) {
      const copies = [{ kind: "node" }];
      const archivedAt = "2026-11-28T12:00:00.000Z";
      return void say(200, {
        file: { ...file, cid: this.saysCid ?? file.cid, archivedAt, copies },
      });
    }
    if (!staged) return void refuse(404, "archive.no-upload");
    say(200, { upload: { id, offset: staged.offset, size: staged.size } });
  }

  /** Takes what comes; half of it and no more when it is to be cut. */
  async #take(request: IncomingMessage, staged: Staged, isCut: boolean): Promise<boolean> {
    const announced = Number(request.headers["content-length"] ?? 0);
    let taken = 0;
    try {
      for await (const part of request) {
        const left = isCut ? Math.floor(announced / 2) - taken : part.length;
        const kept = part.subarray(0, Math.max(0, left));
        staged.parts.push(kept);
        staged.offset += kept.length;
        taken += kept.length;
        if (isCut && taken >= Math.floor(announced / 2)) return false;
      }
    } catch {
      return false;
    }
    return true;
  }

  async #finish(id: string, { parts, size }: Staged): Promise<void> {
    this.uploads.delete(id);
    const { cid, blocks } = await importFile(Buffer.concat(parts));
    this.#gateway.add(cid, blocks);
    this.#done.set(id, { cid, sizeBytes: size });
  }
}

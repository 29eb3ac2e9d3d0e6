import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import type { PinStatus } from "@/lib/attachments/ports.ts";

type Held = { requestid: string; status: PinStatus; created: string; pin: { cid: string } };
type Asked = { method: string; path: string; authorization?: string; body?: unknown };

/** What it does instead of answering. */
export type Misbehaviour = (request: IncomingMessage, response: ServerResponse) => void;

/** A service of the IPFS Pinning Service API, over HTTP, that pins when the test says so. */
export class HttpPinningService {
  readonly token = "a token that nobody may read";
  readonly asked: Asked[] = [];
  held: Held[] = [];
  misbehaves: Misbehaviour | undefined;
  #server = createServer((request, response) => {
    this.#answer(request, response).catch(() => response.destroy());
  });

  async start(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/v1`;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  /** Another request for a file, as another server of the same token makes one. */
  hold(cid: string, status: PinStatus = "queued"): Held {
    const created = new Date().toISOString();
    const one = { requestid: randomUUID(), status, created, pin: { cid }, delegates: [] };
    this.held.push(one);
    return one;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://pins.test");
    const { authorization } = request.headers;
    const body = request.method === "POST" ? ((await json(request)) as Held["pin"]) : undefined;
    this.asked.push({
      method: request.method ?? "",
      path: url.pathname,
      ...(authorization && { authorization }),
      ...(body && { body }),
    });
    if (this.misbehaves) return this.misbehaves(request, response);
    if (authorization !== `Bearer ${this.token}`) return refuse(response, 401, "UNAUTHORIZED");
    const [, id] = /^\/api\/v1\/pins(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
    if (!url.pathname.startsWith("/api/v1/pins")) return refuse(response, 404, "NOT_FOUND");
    if (id === undefined && request.method === "GET") return this.#list(url, response);
    if (id === undefined && body) return send(response, 202, this.hold(body.cid));
    const found = this.held.find(({ requestid }) => requestid === id);
    if (!found) return refuse(response, 404, "NOT_FOUND");
    if (request.method === "GET") return send(response, 200, found);
    this.held = this.held.filter((each) => each !== found);
    if (body) return send(response, 202, this.hold(body.cid));
    send(response, 202, undefined);
  }

  /** Without a `status`, what is pinned; the newest first. */
  #list({ searchParams }: URL, response: ServerResponse): void {
    const status = searchParams.get("status")?.split(",") ?? ["pinned"];
    const cids = searchParams.get("cid")?.split(",");
    const found = this.held
      .filter((one) => status.includes(one.status) && (!cids || cids.includes(one.pin.cid)))
      .toReversed();
    const limit = Number(searchParams.get("limit") ?? 10);
    send(response, 200, { count: found.length, results: found.slice(0, limit) });
  }
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(value === undefined ? undefined : JSON.stringify(value));
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  send(response, status, { error: { reason } });
}

import {
  request as ask,
  type IncomingHttpHeaders,
  type IncomingMessage,
  ServerResponse,
} from "node:http";
import { connect, type Socket } from "node:net";
import { type Duplex, pipeline } from "node:stream";
import { FAULTS_HEADER } from "../faults/core/header-faults.ts";
import type { AroundHttp, ServeHttp } from "../faults/http/around-http.ts";
import { type Address, type Listening, listenHttp } from "../xmtp/wire/listen.ts";

/**
 * A port by which everything passes on to the chain at `url`, after its faults. A WebSocket meets them when it is
 * opened, and what is said by it passes as it is. Throws `PortInUseError`.
 */
export async function passedThrough(
  url: string,
  address: Address,
  around: AroundHttp,
): Promise<Listening> {
  const { hostname, port } = new URL(url);
  const to = { host: hostname, port: Number(port) };
  const spliced = new Set<Duplex>();
  const listening = await listenHttp(
    address,
    around("chain", forwardTo(to)),
    (request, socket, head) => {
      spliced.add(socket);
      socket.once("close", () => spliced.delete(socket));
      socket.once("error", () => socket.destroy());
      // Answered as any request, unless it becomes a connection.
      const response = new ServerResponse(request);
      response.shouldKeepAlive = false;
      if (!takes(response, socket)) return void socket.destroy();
      response.once("finish", () => socket.end());
      const open = () => {
        response.detachSocket(socket as Socket);
        splice(request, socket, head, to);
      };
      around("chain", open)(request, response);
    },
  );
  return {
    url: listening.url,
    close() {
      for (const socket of spliced) socket.destroy();
      return listening.close();
    },
  };
}

type Place = { host: string; port: number };

/** Whether it may answer there; not while a request before it, by the same connection, waits for its own answer. */
function takes(response: ServerResponse, socket: Duplex): boolean {
  try {
    response.assignSocket(socket as Socket);
    return true;
  } catch {
    return false;
  }
}

/** A connection for each request: one that was kept may be closed by the chain in the moment when it is used again. */
function forwardTo(to: Place): ServeHttp {
  return (request, response, body) => {
    const { method, url: path, headers } = request;
    const forwarded = ask({ ...to, method, path, headers: ofMessage(headers), agent: false });
    forwarded.once("response", (answer) => {
      const answered = ofMessage(answer.headers);
      if (method === "OPTIONS") allowFaultsHeader(answered);
      response.writeHead(answer.statusCode ?? 502, answered);
      // Whoever of both goes away takes the other along.
      pipeline(answer, response, () => {});
    });
    // A chain that is away answers nobody, as without a port in between.
    forwarded.once("error", () => response.destroy());
    response.once("close", () => forwarded.destroy());
    if (body) forwarded.end(body);
    else pipeline(request, forwarded, () => {});
  };
}

/** Pages may send the header for faults, of which the chain knows nothing. */
function allowFaultsHeader(headers: IncomingHttpHeaders): void {
  const allowed = headers["access-control-allow-headers"];
  headers["access-control-allow-headers"] = [allowed ?? [], FAULTS_HEADER].flat().join(", ");
}

/** Without what is about one connection. */
function ofMessage(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { connection, "keep-alive": _kept, "transfer-encoding": _coded, ...rest } = headers;
  return rest;
}

function splice(request: IncomingMessage, socket: Duplex, head: Buffer, to: Place): void {
  const upstream = connect(to, () => {
    if (socket.destroyed) return void upstream.destroy();
    const lines = [`${request.method} ${request.url} HTTP/1.1`];
    for (let at = 0; at < request.rawHeaders.length; at += 2) {
      lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
    }
    upstream.write(`${lines.join("\r\n")}\r\n\r\n`);
    upstream.write(head);
    pipeline(socket, upstream, socket, () => {});
  });
  upstream.once("error", () => socket.destroy());
  socket.once("close", () => upstream.destroy());
}

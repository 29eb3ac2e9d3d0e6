import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from "node:http";
import { createServer as createHttp2Server, type Http2Server } from "node:http2";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { LocalStackError, PortInUseError } from "../../errors.ts";
import { reachableUrl } from "../../loopback.ts";
import type { NodeRequest, NodeResponse } from "./universal-request.ts";

/** Where to listen; `setting` is what a person changes when the port is taken. */
export type Address = { host: string; port: number; setting: string };

/** A listening server: its URL for programs on this machine, and how it ends with all its connections. */
export type Listening = { url: string; close: () => Promise<void> };

const KEEP_ALIVE_MS = 65_000;
/** Uploads may take their time, headers not. Node drops this limit, too, when the other is 0. */
const HEADERS_MS = 60_000;

type OnUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Listens for HTTP/1.1. Throws {@link PortInUseError}. Who takes upgrades ends what has become of them. */
export async function listenHttp(
  address: Address,
  onRequest: RequestListener,
  onUpgrade?: OnUpgrade,
): Promise<Listening> {
  const server = createHttpServer(
    { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0, headersTimeout: HEADERS_MS },
    onRequest,
  );
  if (onUpgrade) server.on("upgrade", onUpgrade);
  const url = await listen(server, address);
  return { url, close: () => closed(server, () => server.closeAllConnections()) };
}

/** Listens for HTTP/2 without TLS, as gRPC in local networks. Throws {@link PortInUseError}. */
export async function listenH2c(
  address: Address,
  onRequest: (request: NodeRequest, response: NodeResponse) => void,
): Promise<Listening> {
  const server = createHttp2Server({
    // Node's 10 MB would end sessions that carry a few large messages side by side.
    maxSessionMemory: 1024,
    settings: { initialWindowSize: 1 << 20 },
  });
  server.on("session", (session) => session.on("error", () => session.destroy()));
  // Sockets, not sessions: a destroyed session waits for a peer that does not read.
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("request", onRequest);
  const url = await listen(server, address);
  return {
    url,
    close: () =>
      closed(server, () => {
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function listen(server: Server | Http2Server, { host, port, setting }: Address): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") reject(new PortInUseError(port, setting, error));
      else
        reject(
          new LocalStackError(`Cannot listen on ${host}:${port}: ${error.message}`, {
            cause: error,
          }),
        );
    });
    server.listen({ host, port }, () => {
      const { port: bound } = server.address() as AddressInfo;
      resolve(reachableUrl(host, bound));
    });
  });
}

/** Streams were told to end; those that do not within the grace are cut. */
const GRACE_MS = 250;

function closed(server: Server | Http2Server, cut: () => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(cut, GRACE_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    if ("closeIdleConnections" in server) server.closeIdleConnections();
  });
}

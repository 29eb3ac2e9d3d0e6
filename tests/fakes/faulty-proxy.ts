import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** An HTTP proxy before the local node that loses what the test says, between two real clients. */
export type FaultyProxy = {
  url: string;
  /** Breaks every connection and refuses new ones. */
  goDown(): Promise<void>;
  goUp(): Promise<void>;
  /** Breaks the connection after the node has answered the next call of this path. */
  loseNextAnswer(path: string): void;
  /** Breaks the connection of every call of this path before the node sees it. */
  block(path: string | undefined): void;
  close(): Promise<void>;
};

export async function startFaultyProxy(targetUrl: string): Promise<FaultyProxy> {
  const target = new URL(targetUrl);
  const sockets = new Set<Socket>();
  let lostPath: string | undefined;
  let blockedPath: string | undefined;

  function forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method, url = "", headers } = incoming;
    if (blockedPath !== undefined && url.endsWith(blockedPath)) {
      incoming.socket.destroy();
      return;
    }
    const losesAnswer = method === "POST" && lostPath !== undefined && url.endsWith(lostPath);
    if (losesAnswer) lostPath = undefined;
    const upstream = request(
      { host: target.hostname, port: target.port, method, path: url, headers },
      (answer) => {
        if (losesAnswer) {
          answer.resume().on("end", () => incoming.socket.destroy());
          return;
        }
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        outgoing.flushHeaders();
        answer.pipe(outgoing);
      },
    );
    upstream.on("error", () => incoming.socket.destroy());
    outgoing.on("close", () => upstream.destroy());
    incoming.pipe(upstream);
  }

  const server = createServer(forward);
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const goDown = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    goDown,
    goUp: () => listen(port),
    loseNextAnswer: (path) => {
      lostPath = path;
    },
    block: (path) => {
      blockedPath = path;
    },
    close: goDown,
  };
}

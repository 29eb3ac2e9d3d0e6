import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { type Answer, lengthOf, type Method, readAnswer, requestOf } from "./turn-message.ts";

export type Over = "udp" | "tcp" | "tls";

/** Sends one request and gives what came back. */
type Line = { ask(request: Buffer): Promise<Buffer>; close(): void };

export type TurnClient = {
  /** An address at the relay, as a call takes one. */
  allocate(): Promise<Answer>;
  /** Asks that a peer may send to it. */
  permit(peer: string): Promise<Answer>;
  close(): void;
};

/** Somebody who asks a relay as browsers do: without credentials first, then by what it said. */
export async function turnClient(
  { host, port, over }: { host: string; port: number; over: Over },
  access: { username: string; credential: string },
): Promise<TurnClient> {
  const line = over === "udp" ? await udpLine(host, port) : await streamLine(over, host, port);
  let said: { realm: string; nonce: string } | undefined;

  async function ask(method: Method, peer?: string): Promise<Answer> {
    const request = requestOf(method, {
      ...(peer && { peer }),
      ...(said && { signing: { ...access, ...said } }),
    });
    return readAnswer(await line.ask(request));
  }

  return {
    async allocate() {
      const { realm, nonce, errorCode } = await ask("allocate");
      if (errorCode !== 401 || !realm || !nonce) throw new Error("The relay lets anybody in");
      said = { realm, nonce };
      return ask("allocate");
    },
    permit: (peer) => ask("permit", peer),
    close: line.close,
  };
}

async function udpLine(host: string, port: number): Promise<Line> {
  const socket = createSocket("udp4");
  socket.connect(port, host);
  await once(socket, "connect");
  return {
    ask: async (request) => {
      const answered = once(socket, "message");
      socket.send(request);
      return (await answered)[0];
    },
    close: () => socket.close(),
  };
}

async function streamLine(over: "tcp" | "tls", host: string, port: number): Promise<Line> {
  const socket: Socket =
    over === "tls"
      ? connectTls({ host, port, rejectUnauthorized: false })
      : connectTcp({ host, port });
  await once(socket, over === "tls" ? "secureConnect" : "connect");
  return {
    ask: async (request) => {
      socket.write(request);
      let got = Buffer.alloc(0);
      while (got.length < (lengthOf(got) ?? Number.POSITIVE_INFINITY)) {
        const [chunk] = await once(socket, "data");
        got = Buffer.concat([got, chunk]);
      }
      return got;
    },
    close: () => void socket.destroy(),
  };
}

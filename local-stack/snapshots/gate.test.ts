import { once } from "node:events";
import { request as requestHttp } from "node:http";
import { connect } from "node:http2";
import { afterEach, expect, it, vi } from "vitest";
import { type Listening, listenH2c, listenHttp } from "../xmtp/wire/listen.ts";
import type { NodeRequest, NodeResponse } from "../xmtp/wire/universal-request.ts";
import { Gate } from "./gate.ts";

const ADDRESS = { host: "127.0.0.1", port: 0, setting: "--port" };

let server: Listening | undefined;
afterEach(async () => {
  vi.useRealTimers();
  await server?.close();
});

/** Knocks at a URL, and goes away when it is told to. */
const CLIENTS = {
  "HTTP/1.1": (url: string) => {
    const request = requestHttp(url);
    request.on("error", () => {});
    request.end();
    return () => request.destroy();
  },
  "HTTP/2": (url: string) => {
    const session = connect(url);
    session.on("error", () => {});
    session.request({ ":path": "/" }).on("error", () => {});
    return () => session.destroy();
  },
};

it.each(["HTTP/1.1", "HTTP/2"] as const)(
  "keeps no place for who left before it opened (%s)",
  async (protocol) => {
    const gate = new Gate();
    const served: string[] = [];
    const arrived = Promise.withResolvers<NodeJS.EventEmitter>();
    const pass = gate.pass((request: NodeRequest, response: NodeResponse) => {
      served.push(request.url ?? "");
      response.end();
    });
    const serve = (request: NodeRequest, response: NodeResponse) => {
      pass(request, response);
      arrived.resolve(response as NodeJS.EventEmitter);
    };
    server = await (protocol === "HTTP/2" ? listenH2c : listenHttp)(ADDRESS, serve);
    const { url } = server;

    await gate.shutWhile(
      () => {},
      async () => {
        const leave = CLIENTS[protocol](url);
        const closed = once(await arrived.promise, "close");
        leave();
        await closed;
      },
    );
    // Its patience with those who stay inside would never end now.
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    await gate.shutWhile(
      () => {},
      async () => {},
    );
    vi.useRealTimers();
    expect(served).toEqual([]);
  },
);

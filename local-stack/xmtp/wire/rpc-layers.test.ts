import { create } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { groupInput } from "../../test-support/mls-bytes.ts";
import { grpcClients, grpcWebClients, type RawClients } from "../../test-support/stack.ts";
import { startXmtpNode, type XmtpNode } from "../start-xmtp-node.ts";
import { IdentityApi } from "./gen/xmtp/identity_api_pb.ts";
import { MlsApi, type SendGroupMessagesRequest } from "./gen/xmtp/mls_api_pb.ts";
import { type Listening, listenH2c, listenHttp } from "./listen.ts";
import type { RpcLayer } from "./rpc-layers.ts";
import { serveGrpc, serveGrpcWeb } from "./serve-rpcs.ts";

const GROUP = Buffer.from("group");

let node: XmtpNode;
let layers: RpcLayer[];
let servers: Listening[];
let ways: Record<"grpc" | "grpc-web" | "connect", RawClients>;

beforeEach(async () => {
  layers = [];
  node = await startXmtpNode({
    file: ":memory:",
    chainRpcUrls: {},
    queueLimits: { maxMessages: 100, maxBytes: 1e6 },
    layers,
    log: pino({ level: "silent" }),
  });
  const anyPort = { host: "127.0.0.1", port: 0, setting: "" };
  const web = await listenHttp(anyPort, serveGrpcWeb(node.serve));
  const grpc = await listenH2c(anyPort, serveGrpc(node.serve));
  servers = [web, grpc];
  const urls = { grpcWeb: web.url, grpc: grpc.url, history: "" };
  const connect = createConnectTransport({ baseUrl: web.url, httpVersion: "1.1" });
  ways = {
    grpc: grpcClients({ urls }),
    "grpc-web": grpcWebClients({ urls }),
    connect: { mls: createClient(MlsApi, connect), identity: createClient(IdentityApi, connect) },
  };
});

afterEach(async () => {
  node.stop();
  await Promise.all(servers.map((server) => server.close()));
  await node.close();
});

describe.each(["grpc", "grpc-web", "connect"] as const)("layers around an RPC by %s", (way) => {
  it("see what is asked, by whom, and what is answered", async () => {
    const seen: unknown[] = [];
    layers.push({
      async unary(call, next) {
        const { method, request, peer, transport, signal } = call;
        const { messages } = request as SendGroupMessagesRequest;
        const [host] = peer.replace("::ffff:", "").split(":");
        seen.push([method.name, messages.length, host, transport, signal.aborted]);
        seen.push(call.header("x-app-version"));
        const answer = await next();
        seen.push(answer);
        return answer;
      },
    });
    const headers = { "x-app-version": "one/2" };
    await ways[way].mls.sendGroupMessages({ messages: [groupInput(GROUP, "a")] }, { headers });
    expect(seen).toEqual([["SendGroupMessages", 1, "127.0.0.1", way, false], "one/2", {}]);
  });

  it("are outermost first, and their refusals are what the client gets", async () => {
    const order: string[] = [];
    layers.push(
      {
        async unary(_call, next) {
          order.push("outer");
          return next().finally(() => order.push("after"));
        },
      },
      { stream: (_call, next) => next() },
      {
        unary() {
          order.push("inner");
          throw new ConnectError("slow down", Code.ResourceExhausted);
        },
      },
    );
    const { mls } = ways[way];
    const sent = mls.sendGroupMessages({ messages: [groupInput(GROUP, "b")] });
    await expect(sent).rejects.toMatchObject({ code: Code.ResourceExhausted });
    expect(order).toEqual(["outer", "inner", "after"]);
    layers.length = 0;
    expect((await mls.queryGroupMessages({ groupId: GROUP })).messages).toEqual([]);
  });

  it("change what a subscription delivers", async () => {
    layers.push({
      async *stream({ method }, next) {
        for await (const message of next())
          yield create(method.output, message as Record<string, unknown>);
        throw new Error("never reached: the subscription is endless");
      },
    });
    layers.push({
      async *stream(_call, next) {
        for await (const message of next()) {
          yield message;
          yield message;
        }
      },
    });
    const { mls } = ways[way];
    await mls.sendGroupMessages({ messages: [groupInput(GROUP, "c")] });
    const got: bigint[] = [];
    for await (const { version } of mls.subscribeGroupMessages({ filters: [{ groupId: GROUP }] })) {
      got.push(version.value?.id ?? 0n);
      if (got.length === 2) break;
    }
    expect(got).toEqual([1n, 1n]);
  });
});

it("tell a layer that a client has gone away before it was answered", async () => {
  const gone = Promise.withResolvers<void>();
  layers.push({
    async unary({ signal }, next) {
      signal.addEventListener("abort", () => gone.resolve());
      leave.abort();
      await gone.promise;
      return next();
    },
  });
  const leave = new AbortController();
  const sent = ways["grpc-web"].mls.queryGroupMessages(
    { groupId: GROUP },
    { signal: leave.signal },
  );
  await expect(sent).rejects.toMatchObject({ code: Code.Canceled });
  await gone.promise;
});

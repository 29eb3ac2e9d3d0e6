import { once } from "node:events";
import { connect as connectTcp } from "node:net";
import { Code, ConnectError } from "@connectrpc/connect";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalStack } from "../../index.ts";
import { groupInput } from "../../test-support/mls-bytes.ts";
import { grpcClients, grpcWebClients, startTestStack } from "../../test-support/stack.ts";

/** The official network's limit, written out so that ours cannot drift from it. */
const MAX_REQUEST_BYTES = 26_214_400;

let stack: LocalStack;

beforeAll(async () => {
  stack = await startTestStack({ queueLimits: { maxMessages: 20 } });
});

afterAll(() => stack.close());

const SEND = "/xmtp.mls.api.v1.MlsApi/SendGroupMessages";
const GRPC_WEB = "application/grpc-web+proto";
const groupId = Buffer.from("transport-group!");

const post = (body: Uint8Array<ArrayBuffer>, contentType = GRPC_WEB, path = SEND) =>
  fetch(`${stack.urls.grpcWeb}${path}`, {
    method: "POST",
    headers: { "content-type": contentType },
    body,
  });

const REFUSALS = [
  Code.InvalidArgument,
  Code.Internal,
  Code.Unimplemented, // the compression flag is set
  Code.ResourceExhausted, // the length announced is too large
];

/** gRPC-web carries the status in the last frame of the body, or in the headers. */
async function statusOf(response: Response): Promise<number> {
  const inHeaders = response.headers.get("grpc-status");
  const text = Buffer.from(await response.arrayBuffer()).toString("latin1");
  return Number(inHeaders ?? /grpc-status: ?(\d+)/.exec(text)?.[1] ?? Number.NaN);
}

function frame(message: Uint8Array, announcedBytes = message.length): Buffer<ArrayBuffer> {
  const header = Buffer.alloc(5);
  header.writeUInt32BE(announcedBytes, 1);
  return Buffer.concat([header, message]);
}

describe("cross-origin calls", () => {
  it("are allowed from any page, with whatever headers its SDK sends", async () => {
    const asked =
      "x-grpc-web, x-user-agent, content-type, grpc-timeout, x-libxmtp-version, x-app-version";
    const preflight = await fetch(`${stack.urls.grpcWeb}${SEND}`, {
      method: "OPTIONS",
      headers: {
        origin: "https://app.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": asked,
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-headers")).toBe(asked);
    expect(preflight.headers.get("access-control-allow-methods")).toContain("POST");
  });

  it("may read the gRPC status", async () => {
    const response = await post(frame(Buffer.of()));
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    const exposed = response.headers.get("access-control-expose-headers") ?? "";
    expect(exposed.split(", ")).toEqual(expect.arrayContaining(["grpc-status", "grpc-message"]));
  });
});

describe("bad requests", () => {
  it("of more than 25 MiB are refused as exhausting, and the node goes on", async () => {
    const before = stack.health().counts;
    for (const { mls } of [grpcWebClients(stack), grpcClients(stack)]) {
      const data = Buffer.alloc(MAX_REQUEST_BYTES + 1);
      const call = mls.sendGroupMessages({
        messages: [{ version: { case: "v1", value: { data } } }],
      });
      const error = await call.catch((reason: unknown) => ConnectError.from(reason));
      expect(error).toMatchObject({ code: Code.ResourceExhausted });
      await mls.sendGroupMessages({ messages: [groupInput(groupId, "still here")] });
    }
    expect(stack.health().counts.groupMessages).toBe(before.groupMessages + 1);
  });

  it("of just under 25 MiB are taken", async () => {
    const { mls } = grpcWebClients(stack);
    const message = groupInput(groupId, "");
    const header = message.version.value.data.subarray(0, -1);
    const size = MAX_REQUEST_BYTES - 1000;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(size + 0x8000_0000);
    const data = Buffer.concat([header, length, Buffer.alloc(size)]);
    await mls.sendGroupMessages({ messages: [{ version: { case: "v1", value: { data } } }] });
  });

  it("that announce more bytes than they have are refused", async () => {
    expect(await statusOf(await post(frame(Buffer.from("abc"), 1000)))).toBe(Code.InvalidArgument);
  });

  it("to unknown methods are unimplemented", async () => {
    const path = "/xmtp.mls.api.v1.MlsApi/Subscribe";
    expect(await statusOf(await post(frame(Buffer.of()), GRPC_WEB, path))).toBe(Code.Unimplemented);
  });

  it("of another content type are an HTTP error", async () => {
    expect((await post(Buffer.from("<xml/>"), "text/xml")).status).toBe(415);
    expect((await fetch(`${stack.urls.grpcWeb}/nowhere`)).status).toBe(404);
  });

  it("of arbitrary bytes get a status and store nothing", async () => {
    const before = stack.health().counts;
    const anyBytes = fc.uint8Array({ maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          anyBytes.map((bytes) => frame(bytes)),
          anyBytes,
        ),
        async (body) => {
          const status = await statusOf(await post(Buffer.from(body)));
          expect(REFUSALS).toContain(status);
        },
      ),
      { numRuns: 200 },
    );
    expect(stack.health().counts).toEqual(before);
  });

  it("that are not HTTP at all do not harm the node", async () => {
    for (const url of [stack.urls.grpcWeb, stack.urls.grpc]) {
      const socket = connectTcp(Number(new URL(url).port), "127.0.0.1");
      socket.on("error", () => {}).resume();
      socket.write(Buffer.alloc(4096, 0xff));
      await once(socket, "close");
    }
    await grpcClients(stack).mls.sendGroupMessages({ messages: [groupInput(groupId, "alive")] });
  });
});

describe("what XMTP clients send, and the same with a deadline, which Connect takes,", () => {
  const query = Buffer.concat([Buffer.of(0x0a, groupId.length), groupId]);
  const compressed = frame(query);
  compressed[0] = 1;

  it.each([
    ["a query", frame(query)],
    ["nothing", Buffer.of()],
    ["half a header", Buffer.of(0, 0)],
    ["half a message", frame(query, query.length + 1)],
    ["what is no protobuf", frame(Buffer.from([0x0a, 0xff]))],
    ["a compressed message", compressed],
    ["an announced 26 MiB", frame(query, MAX_REQUEST_BYTES + 1)],
    ["a refused query", frame(Buffer.of())],
  ])("get the same answer to %s", async (_, body) => {
    const path = SEND.replace("SendGroupMessages", "QueryGroupMessages");
    const ask = async (headers: Record<string, string>) => {
      const response = await fetch(`${stack.urls.grpcWeb}${path}`, {
        method: "POST",
        headers: { "content-type": GRPC_WEB, ...headers },
        body,
      });
      const type = response.headers.get("content-type");
      return { http: response.status, type, status: await statusOf(response) };
    };
    expect(await ask({})).toEqual(await ask({ "grpc-timeout": "10S" }));
  });

  it("get an answer where the deadline is further away than any timer", async () => {
    const path = SEND.replace("SendGroupMessages", "QueryGroupMessages");
    for (const timeout of ["99999999H", "596H", "597H", "2147484S", "2147483S"]) {
      const response = await fetch(`${stack.urls.grpcWeb}${path}`, {
        method: "POST",
        headers: { "content-type": GRPC_WEB, "grpc-timeout": timeout },
        body: frame(query),
      });
      expect(await statusOf(response), timeout).toBe(0);
    }
  });

  it("are told what is not spoken here, for streams too", async () => {
    for (const method of ["SendGroupMessages", "SubscribeGroupMessages"]) {
      const path = SEND.replace("SendGroupMessages", method);
      const refused = await post(frame(query), "application/grpc-web-text", path);
      expect(refused.status, method).toBe(415);
    }
  });

  it("reach the same services over Connect's own protocol", async () => {
    const path = SEND.replace("SendGroupMessages", "QueryGroupMessages");
    const response = await post(Buffer.from("{}"), "application/json", path);
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ message: "group is required" });
  });
});

describe("a subscriber that does not read", () => {
  it("is ended with an error while others go on", async () => {
    const { mls } = grpcWebClients(stack);
    const group = Buffer.from("slow-reader-grp!");
    const slow = connectTcp(Number(new URL(stack.urls.grpcWeb).port), "127.0.0.1");
    const body = frame(
      Buffer.concat([Buffer.of(0x0a, group.length + 2, 0x0a, group.length), group]),
    );
    slow.write(
      `POST /xmtp.mls.api.v1.MlsApi/SubscribeGroupMessages HTTP/1.1\r\nhost: x\r\ncontent-type: ${GRPC_WEB}\r\ncontent-length: ${body.length}\r\n\r\n`,
    );
    slow.write(body);
    await once(slow, "readable");
    const text = "x".repeat(16_000);
    for (let round = 0; round < 40; round++) {
      const messages = Array.from({ length: 30 }, (_, i) =>
        groupInput(group, `${round}.${i}${text}`),
      );
      await mls.sendGroupMessages({ messages });
    }
    let received = "";
    slow.setEncoding("latin1");
    for await (const chunk of slow) {
      received += chunk;
      if (received.includes("grpc-status")) break;
    }
    slow.destroy();
    expect(received).toContain(`grpc-status: ${Code.Aborted}`);
    const { messages } = await mls.queryGroupMessages({ groupId: group });
    expect(messages).toHaveLength(100);
  });
});

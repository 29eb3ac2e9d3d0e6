import { Readable } from "node:stream";
import { create, toBinary } from "@bufbuild/protobuf";
import { Code } from "@connectrpc/connect";
import { describe, expect, it } from "vitest";
import { frameMessage, readMessage } from "./binary-grpc.ts";
import { QueryGroupMessagesRequestSchema } from "./gen/xmtp/mls_api_pb.ts";
import type { NodeRequest } from "./universal-request.ts";
import { toSharedGroupMessage } from "./wire-messages.ts";

const schema = QueryGroupMessagesRequestSchema;
const query = create(schema, { groupId: Buffer.from("a group") });
const requestOf = (chunks: Iterable<Buffer>) => Readable.from(chunks) as unknown as NodeRequest;

describe("the message of a request", () => {
  it("is read from whatever pieces it arrives in", async () => {
    const pieces = Array.from(frameMessage(schema, query), (byte) => Buffer.of(byte));
    expect(await readMessage(requestOf(pieces), schema, 1000)).toEqual(query);
  });

  it("may have as many bytes as allowed and no more", async () => {
    const { length } = toBinary(schema, query);
    const frame = Buffer.from(frameMessage(schema, query));
    expect(await readMessage(requestOf([frame]), schema, length)).toEqual(query);
    const tooLong = readMessage(requestOf([frame]), schema, length - 1);
    await expect(tooLong).rejects.toMatchObject({ code: Code.ResourceExhausted });
  });

  it("is nobody's fault when the client goes away", async () => {
    function* broken() {
      yield Buffer.of(0);
      throw new Error("aborted");
    }
    const interrupted = readMessage(requestOf(broken()), schema, 1000);
    await expect(interrupted).rejects.toMatchObject({ code: Code.Canceled });
  });
});

it("encodes a stored message once, however many subscribe to it", () => {
  const stored = {
    ...{ id: 1n, createdNs: 1n, groupId: Buffer.of(1), data: Buffer.of(2) },
    ...{ senderHmac: Buffer.of(), shouldPush: false, isCommit: false },
  };
  const message = toSharedGroupMessage(stored);
  expect(toSharedGroupMessage(stored)).toBe(message);
  expect(frameMessage(schema, query)).toBe(frameMessage(schema, query));
});

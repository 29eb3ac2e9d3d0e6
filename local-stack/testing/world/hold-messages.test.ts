import { create, type DescMessage, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { beforeEach, expect, it } from "vitest";
import { CONTENT, groupInput } from "../../test-support/mls-bytes.ts";
import { okResponse } from "../../xmtp/identity/grpc-web-frames.ts";
import {
  QueryGroupMessagesRequestSchema,
  SendGroupMessagesRequestSchema,
} from "../../xmtp/wire/gen/xmtp/mls_api_pb.ts";
import { holdMessages } from "./hold-messages.ts";
import { QuickRequest } from "./quick-requests.ts";

const GROUP = Buffer.from("a group");
const GROUP_ID = GROUP.toString("hex");
const OTHER = Buffer.from("another group");

/** The calls that reached the network. */
let network: string[];
let holding: ReturnType<typeof holdMessages>;

beforeEach(() => {
  network = [];
  holding = holdMessages(async (url) => {
    network.push(String(url).split("/").at(-1) ?? "");
    return okResponse(new Uint8Array());
  });
});

function call<Schema extends DescMessage>(
  rpc: string,
  schema: Schema,
  message: MessageInitShape<Schema>,
): Promise<Response> {
  const bytes = toBinary(schema, create(schema, message));
  const body = Buffer.concat([Buffer.alloc(5), bytes]);
  const url = `http://node.test/xmtp.mls.api.v1.MlsApi/${rpc}`;
  return holding.fetch(new QuickRequest(url, { method: "POST", body }));
}

const send = (groupId: Uint8Array, text: string, contentType?: number) =>
  call("SendGroupMessages", SendGroupMessagesRequestSchema, {
    messages: [groupInput(groupId, text, contentType)],
  });

const lookFor = (groupId: Uint8Array) =>
  call("QueryGroupMessages", QueryGroupMessagesRequestSchema, { groupId });

/** The bytes that a gRPC-web client reads out of an answer. */
async function bytesOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  const reader = body?.getReader();
  for (let read = await reader?.read(); read?.value; read = await reader?.read())
    chunks.push(read.value);
  return Buffer.concat(chunks).toString("latin1");
}

it("keeps what is said in a conversation, in order, until its sender looks for it", async () => {
  const kept = await holding.during(GROUP_ID, 2, async () => {
    expect((await lookFor(GROUP)).status, "before all is said").toBe(200);
    const answer = await send(GROUP, "one");
    expect(await bytesOf(answer)).toContain("grpc-status:0");
    await send(GROUP, "two");
    await lookFor(GROUP);
  });
  expect(kept.map((each) => Buffer.from(each).toString("latin1"))).toEqual([
    expect.stringContaining("one"),
    expect.stringContaining("two"),
  ]);
  expect(network).toEqual([]);
});

it("lets through what changes a group, other conversations, and all that comes before or after", async () => {
  await send(GROUP, "before");
  await holding.during(GROUP_ID, 1, async () => {
    await send(GROUP, "a commit", CONTENT.commit);
    await send(OTHER, "elsewhere");
    await lookFor(OTHER);
    await send(GROUP, "kept");
    await lookFor(GROUP);
  });
  await lookFor(GROUP);
  const [sent, looked] = ["SendGroupMessages", "QueryGroupMessages"];
  expect(network).toEqual([sent, sent, sent, looked, looked]);
});

it("says how many there were when not all of them came, and why", async () => {
  const failing = holding.during(GROUP_ID, 3, async () => {
    await send(GROUP, "one");
    throw new Error("The epoch is gone.");
  });
  await expect(failing).rejects.toThrow("1 of 3 messages were encrypted. The epoch is gone.");
  const quiet = holding.during(GROUP_ID, 1, async () => {});
  await expect(quiet).rejects.toThrow("0 of 1 messages were encrypted.");
});

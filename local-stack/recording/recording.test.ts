import { fromBinary } from "@bufbuild/protobuf";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LocalStack } from "../index.ts";
import { groupInput } from "../test-support/mls-bytes.ts";
import { grpcWebClients, startTestStack } from "../test-support/stack.ts";
import { createHeadlessClient } from "../testing/index.ts";
import { SendGroupMessagesRequestSchema, SortDirection } from "../xmtp/wire/gen/xmtp/mls_api_pb.ts";
import { parseRecording } from "./recording-format.ts";
import { replayRecording } from "./replay-recording.ts";

const SEND = "xmtp.mls.api.v1.MlsApi/SendGroupMessages";

// Whole clients, which a busy machine takes long for.
vi.setConfig({ testTimeout: 90_000 });

let recorded: LocalStack;
let fresh: LocalStack;

beforeEach(async () => {
  [recorded, fresh] = await Promise.all([startTestStack({ control: true }), startTestStack()]);
});

afterEach(async () => {
  await Promise.all([recorded.close(), fresh.close()]);
});

/** Records all requests to `stack` until it is stopped, and says the file's text. */
async function startRecording(stack: LocalStack): Promise<() => Promise<string>> {
  const ending = new AbortController();
  const response = await fetch(`${stack.urls.control}/recording`, { signal: ending.signal });
  let text = "";
  const reading = (async () => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
  })().catch(() => {});
  return async () => {
    // Everything is written before its answer is sent, so that one more request is the last line.
    const { mls } = grpcWebClients(stack);
    await mls.fetchKeyPackages({ installationKeys: [Buffer.from("the end")] });
    await expect.poll(() => text.split("\n").slice(0, -1).some(isTheEnd)).toBe(true);
    ending.abort();
    await reading;
    return text;
  };
}

function isTheEnd(line: string): boolean {
  const { request } = JSON.parse(line) as { request?: string };
  return Buffer.from(request ?? "", "base64").includes("the end");
}

async function everything(stack: LocalStack, groupId: Uint8Array) {
  const { mls } = grpcWebClients(stack);
  const pagingInfo = { direction: SortDirection.ASCENDING };
  const { messages } = await mls.queryGroupMessages({ groupId, pagingInfo });
  return messages.map(({ version }) => Buffer.from(version.value?.data ?? []).toString("hex"));
}

describe("a recorded session", () => {
  it("is the same on a fresh node: the same client reads there what was said", async () => {
    const stop = await startRecording(recorded);
    const [ana, ben] = [
      await createHeadlessClient({ url: recorded.urls.grpcWeb }),
      await createHeadlessClient({ url: recorded.urls.grpcWeb }),
    ];
    for (const text of ["the first secret", "the second secret"])
      await ana.sendText(ben.address, text);
    await ben.listTexts(ana.address);
    await ben.sendText(ana.address, "an answer");
    const text = await stop();

    const recording = parseRecording(text);
    expect(recording.header.before).toEqual({ groupMessages: 0, welcomeMessages: 0, inboxes: 0 });
    expect(await replayRecording(recording, fresh.urls.grpcWeb)).toEqual({
      sent: recording.requests.filter(({ status }) => status !== "stream").length,
      different: [],
    });
    const { counts } = fresh.health();
    expect({ ...counts, subscriptions: 0 }).toEqual({
      ...recorded.health().counts,
      subscriptions: 0,
    });
    const groupId = (await ana.client.conversations().createDmByInboxId(ben.inboxId)).id();
    const group = Buffer.from(groupId, "hex");
    expect(await everything(fresh, group)).toEqual(await everything(recorded, group));

    // Ana was away when the answer came, and finds the replayed node when she is back.
    const real = globalThis.fetch;
    const [from, to] = [recorded.urls.grpcWeb, fresh.urls.grpcWeb];
    globalThis.fetch = (input, init) => {
      const request = new Request(input, init);
      return real(new Request(request.url.replace(from, to), request), init);
    };
    try {
      const read = await ana.listTexts(ben.address);
      expect(read.map((message) => message.text)).toEqual([
        "the first secret",
        "the second secret",
        "an answer",
      ]);
    } finally {
      globalThis.fetch = real;
    }
    ana.close();
    ben.close();
  });

  it("has ciphertext and public topics, and no word of what was said", async () => {
    const stop = await startRecording(recorded);
    const [ana, ben] = [
      await createHeadlessClient({ url: recorded.urls.grpcWeb }),
      await createHeadlessClient({ url: recorded.urls.grpcWeb }),
    ];
    await ana.sendText(ben.address, "nobody else reads this");
    const text = await stop();
    const { requests } = parseRecording(text);
    const sent = requests.filter(({ rpc }) => rpc === SEND);
    expect(sent.length).toBeGreaterThan(1);
    for (const { request } of requests) {
      expect(Buffer.from(request, "base64").includes("nobody else")).toBe(false);
    }
    const first = Buffer.from(sent[0]?.request ?? "", "base64");
    expect(fromBinary(SendGroupMessagesRequestSchema, first).messages).not.toEqual([]);
    for (const client of [ana, ben]) client.close();
  });

  it("has the order in which the node took what many sent at once", async () => {
    const stop = await startRecording(recorded);
    const groupId = Buffer.from("a group of many!");
    const clients = Array.from({ length: 5 }, () => grpcWebClients(recorded));
    const texts = Array.from({ length: 60 }, (_, i) => `m${i}`);
    await Promise.all(
      texts.map((text, i) =>
        clients[i % 5]?.mls.sendGroupMessages({ messages: [groupInput(groupId, text)] }),
      ),
    );
    await replayRecording(parseRecording(await stop()), fresh.urls.grpcWeb);
    const there = await everything(recorded, groupId);
    expect(there).toHaveLength(60);
    expect(await everything(fresh, groupId)).toEqual(there);
  });

  it("says what is answered otherwise by another node", async () => {
    const ana = await createHeadlessClient({ url: recorded.urls.grpcWeb });
    const stop = await startRecording(recorded);
    const request = { identityUpdate: { inboxId: ana.inboxId } };
    await grpcWebClients(recorded)
      .identity.publishIdentityUpdate(request)
      .catch(() => {});
    await grpcWebClients(recorded).identity.getInboxIds({});
    const text = await stop();
    const asIfTaken = text.replace('"InvalidArgument"', '"ok"');
    const replayed = await replayRecording(parseRecording(asIfTaken), fresh.urls.grpcWeb);
    expect(replayed.different).toMatchObject([
      {
        rpc: "xmtp.identity.api.v1.IdentityApi/PublishIdentityUpdate",
        recorded: "ok",
        now: "InvalidArgument",
      },
    ]);
    ana.close();
  });
});

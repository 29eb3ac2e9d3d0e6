import { beforeEach, expect, it } from "vitest";
import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";
import { FakeWorker } from "@/tests/fakes/fake-worker.ts";
import { ALIX } from "@/tests/fakes/people.ts";
import type { ConversationRecord, MessageRecord } from "../../core/records.ts";
import { newsListener } from "../../core/stream-news.ts";
import type { XmtpClient } from "../../ports/xmtp-client.ts";
import { workerClient } from "./worker-client.ts";

const IDENTITY = {
  address: ALIX,
  inboxId: "a1".repeat(32) as InboxId,
  installationId: "b2" as InstallationId,
};
const MESSAGE = { thread: "dm:someone" } as unknown as MessageRecord;
const CONVERSATION = { key: "dm:someone" } as unknown as ConversationRecord;

let worker: FakeWorker;
let client: XmtpClient;

beforeEach(() => {
  worker = new FakeWorker();
  client = workerClient(worker.link, IDENTITY);
});

async function openStream() {
  const heard: unknown[] = [];
  const opening = client.stream({
    ...newsListener((news) => heard.push(Object.values(news)[1])),
    onEnd: (cause) => heard.push(["end", cause]),
  });
  worker.answer("stream");
  return { end: await opening, heard };
}

it("asks the worker with the method's own arguments", async () => {
  const asking = client.findInbox(IDENTITY.address);
  expect(worker.request("call")).toMatchObject({ method: "findInbox", args: [IDENTITY.address] });
  worker.answer("call", IDENTITY.inboxId);
  expect(await asking).toBe(IDENTITY.inboxId);
});

it("hands on what a stream brings, until it is ended", async () => {
  const { end, heard } = await openStream();
  worker.tell("stream", { kind: "message", message: MESSAGE });
  worker.tell("stream", { kind: "conversation", conversation: CONVERSATION });
  end();
  worker.tell("stream", { kind: "message", message: MESSAGE });
  expect(heard).toEqual([MESSAGE, CONVERSATION]);
  expect(worker.request("end-stream")).toMatchObject({ streamId: worker.request("stream").id });
});

it("tells why a stream is over", async () => {
  const { heard } = await openStream();
  const error = { code: "xmtp.unreachable", message: "gone", facts: {} } as const;
  worker.tell("stream", { kind: "end", error });
  expect(heard).toEqual([["end", expect.objectContaining({ code: "xmtp.unreachable" })]]);
});

it("ends its streams when the worker dies, and ending them again is harmless", async () => {
  const { end, heard } = await openStream();
  worker.throw("out of memory");
  expect(heard).toEqual([["end", expect.objectContaining({ code: "xmtp.engine-died" })]]);
  end();
});

it("tells of conversations while a sync goes on, not after it", async () => {
  const heard: ConversationRecord[] = [];
  const syncing = client.syncAll((conversation) => heard.push(conversation));
  worker.tell("sync-all", { kind: "conversation", conversation: CONVERSATION });
  worker.answer("sync-all");
  await syncing;
  worker.tell("sync-all", { kind: "conversation", conversation: CONVERSATION });
  expect(heard).toEqual([CONVERSATION]);
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LocalStack } from "../index.ts";
import { readExposition } from "../test-support/exposition.ts";
import { register } from "../test-support/identities.ts";
import { groupInput } from "../test-support/mls-bytes.ts";
import {
  grpcClients,
  grpcWebClients,
  type RawClients,
  startTestStack,
} from "../test-support/stack.ts";
import type { InboxHistory, KeptKeyPackage, SeenCall, Subscription } from "./core/seen-call.ts";
import { readLiveEvents } from "./read-live-events.ts";

const groupId = new Uint8Array(16).fill(9);
const GROUP = "09".repeat(16);

let stack: LocalStack;
let web: RawClients;

beforeEach(async () => {
  stack = await startTestStack({ control: true });
  web = grpcWebClients(stack);
});
afterEach(() => stack.close());

async function ask<Answer>(path: string): Promise<Answer> {
  const response = await fetch(`${stack.urls.control}${path}`);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Answer;
}

const calls = () => ask<SeenCall[]>("/inspect/calls");

describe("the inspector", () => {
  it("shows a call with its topic, its sizes and what is in the clear", async () => {
    const sent = groupInput(groupId, "ciphertext");
    await web.mls.sendGroupMessages({ messages: [sent] });
    await grpcClients(stack).mls.queryGroupMessages({ groupId });
    const [send, query] = await calls();
    const { length } = sent.version.value.data;
    expect(send).toMatchObject({
      id: 1,
      rpc: "SendGroupMessages",
      transport: "grpc-web",
      code: "ok",
      requestBytes: length + 8,
      responseBytes: 0,
      topics: { shown: [{ kind: "group", id: GROUP }], total: 1 },
      sent: { shown: [{ kind: "group message", epoch: "0", sizeBytes: length }], total: 1 },
    });
    expect(send?.latencyMs).toBeGreaterThan(0);
    expect(query).toMatchObject({
      rpc: "QueryGroupMessages",
      transport: "grpc",
      received: { shown: [{ kind: "group message", id: "1" }], total: 1 },
    });
    expect(query?.responseBytes).toBeGreaterThan(length);
  });

  it("shows a refusal with its status and its reason", async () => {
    const broken = { version: { case: "v1" as const, value: { data: Buffer.from("no MLS") } } };
    await web.mls.sendGroupMessages({ messages: [broken] }).catch(() => {});
    expect(await calls()).toMatchObject([
      {
        code: "invalid_argument",
        reason: "Only MLS 1.0 is known.",
        sent: { shown: [{ kind: "malformed" }] },
      },
    ]);
  });

  it("shows an open stream, what it delivered, and that it ended", async () => {
    const leaving = new AbortController();
    const stream = web.mls
      .subscribeGroupMessages({ filters: [{ groupId }] }, { signal: leaving.signal })
      [Symbol.asyncIterator]();
    await web.mls.sendGroupMessages({ messages: [groupInput(groupId, "a")] });
    await stream.next();
    expect(await ask<Subscription[]>("/inspect/subscriptions")).toMatchObject([
      {
        rpc: "SubscribeGroupMessages",
        delivered: 1,
        behind: 0,
        topics: { shown: [{ id: GROUP }] },
      },
    ]);
    leaving.abort();
    await stream.next().catch(() => {});
    await expect.poll(() => ask("/inspect/subscriptions")).toEqual([]);
    const ended = (await calls()).find(({ rpc }) => rpc === "SubscribeGroupMessages");
    expect(ended).toMatchObject({
      code: "canceled",
      delivered: 1,
      received: { shown: [{ kind: "group message" }], total: 1 },
    });
  });

  it("says how far a reader is behind that does not read", async () => {
    const leaving = new AbortController();
    const filters = [{ groupId }];
    const stream = web.mls.subscribeGroupMessages({ filters }, { signal: leaving.signal });
    const reader = stream[Symbol.asyncIterator]();
    const reading = reader.next();
    await expect.poll(() => ask<Subscription[]>("/inspect/subscriptions")).toHaveLength(1);
    // More than the buffers between the node and its reader hold.
    for (let batch = 0; batch < 10; batch++) {
      const large = (at: number) => groupInput(groupId, `${batch}.${at}`.padEnd(16_000));
      await web.mls.sendGroupMessages({
        messages: Array.from({ length: 100 }, (_, at) => large(at)),
      });
    }
    await reading;
    const behind = async () => (await ask<Subscription[]>("/inspect/subscriptions"))[0]?.behind;
    expect(await behind()).toBeGreaterThan(100);
    const scraped = readExposition(await (await fetch(`${stack.urls.control}/metrics`)).text());
    const backlog = scraped.get("local_stack_backlog_messages")?.samples[0]?.value;
    expect(backlog).toBeGreaterThan(100);
    for (let read = 1; read < 1_000; read++) await reader.next();
    await expect.poll(behind).toBe(0);
    leaving.abort();
  });

  it("tells watchers what was, and then what happens", async () => {
    await web.mls.sendGroupMessages({ messages: [groupInput(groupId, "before")] });
    const leaving = new AbortController();
    const seen: string[] = [];
    const url = `${stack.urls.control}/inspect/events`;
    const watching = await fetch(url, { signal: leaving.signal });
    for await (const { name, data } of readLiveEvents(watching)) {
      seen.push(name === "calls" ? `calls ${data.map(({ id }) => id)}` : name);
      if (seen.length === 3) {
        await web.mls.sendGroupMessages({ messages: [groupInput(groupId, "after")] });
      }
      if (seen.at(-1) === "calls 2") break;
    }
    leaving.abort();
    expect(seen).toEqual(["status", "calls 1", "streams", "calls 2"]);
  });

  it("forgets what it showed when it is told to", async () => {
    await web.mls.sendGroupMessages({ messages: [groupInput(groupId, "a")] });
    const headers = { "content-type": "application/json" };
    await fetch(`${stack.urls.control}/inspect/clear`, { method: "POST", headers });
    expect(await calls()).toEqual([]);
  });

  it("finds an inbox by its wallet, and tells its history and its key package", async () => {
    const { client } = await register(stack);
    const other = await register(stack);
    const found = await ask<InboxHistory[]>(`/inspect/identities?search=${client.address}`);
    expect(found).toMatchObject([
      {
        inboxId: client.inboxId,
        total: 1,
        entries: [
          {
            actions: [
              expect.stringContaining("Inbox created by wallet"),
              expect.stringContaining(`Installation ${client.installationId} added`),
            ],
          },
        ],
      },
    ]);
    const all = await ask<InboxHistory[]>("/inspect/identities");
    expect(all.map(({ inboxId }) => inboxId)).toEqual([other.client.inboxId, client.inboxId]);
    const key = client.installationId;
    const packages = await ask<KeptKeyPackage[]>(`/inspect/key-packages?search=${key}`);
    expect(packages).toMatchObject([{ installationKey: key, inboxId: client.inboxId }]);
    client.close();
    other.client.close();
  });

  it("answers Prometheus", async () => {
    await web.mls.sendGroupMessages({ messages: [groupInput(groupId, "a")] });
    const response = await fetch(`${stack.urls.control}/metrics`);
    expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    const families = readExposition(await response.text());
    expect(families.get("local_stack_rpcs_total")?.samples).toEqual([
      {
        name: "local_stack_rpcs_total",
        labels: { method: "SendGroupMessages", code: "ok" },
        value: 1,
      },
    ]);
    expect(families.get("local_stack_stored")?.samples[0]?.value).toBe(1);
  });
});

it("is not there, and sees nothing, where no control port is wanted", async () => {
  const plain = await startTestStack();
  expect(plain.urls.control).toBeUndefined();
  await plain.close();
});

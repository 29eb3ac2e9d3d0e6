import { randomBytes } from "node:crypto";
import { Code, type ConnectError } from "@connectrpc/connect";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { LocalStack } from "../index.ts";
import { groupInput } from "../test-support/mls-bytes.ts";
import {
  grpcClients,
  grpcWebClients,
  type RawClients,
  startTestStack,
} from "../test-support/stack.ts";
import { FAULTS_HEADER } from "./core/header-faults.ts";

vi.setConfig({ testTimeout: 60_000 });

let stack: LocalStack;
let ways: Record<"grpc" | "grpc-web", RawClients>;
/** Each test has groups of its own. */
let GROUP: Buffer;
let OTHER: Buffer;

beforeAll(async () => {
  stack = await startTestStack();
});

afterAll(() => stack.close());

beforeEach(() => {
  ways = { grpc: grpcClients(stack), "grpc-web": grpcWebClients(stack) };
  GROUP = randomBytes(16);
  OTHER = randomBytes(16);
});

afterEach(() => stack.faults.clear());

const send = ({ mls }: RawClients, text: string, options = {}, group = GROUP) =>
  mls.sendGroupMessages({ messages: [groupInput(group, text)] }, options);

const stored = async ({ mls }: RawClients, groupId = GROUP) =>
  (await mls.queryGroupMessages({ groupId })).messages.length;

/** What a subscription delivers, counted from 1, until it ends or has delivered `count`; and how it ended. */
async function subscribe(
  { mls }: RawClients,
  { count = Number.POSITIVE_INFINITY, headers = {} } = {},
) {
  const leaving = new AbortController();
  const signal = AbortSignal.any([leaving.signal, AbortSignal.timeout(30_000)]);
  const ids: bigint[] = [];
  let code: Code | undefined;
  try {
    const filters = [{ groupId: GROUP }];
    for await (const { version } of mls.subscribeGroupMessages({ filters }, { signal, headers })) {
      if (ids.push(version.value?.id ?? 0n) >= count) break;
    }
  } catch (error) {
    code = (error as ConnectError).code;
  }
  leaving.abort();
  const inOrder = [...new Set(ids)].toSorted((a, b) => Number(a - b));
  return { ids: ids.map((id) => inOrder.indexOf(id) + 1), code };
}

describe.each(["grpc", "grpc-web"] as const)("faults by %s", (way) => {
  it("refuse with the code that was told, store nothing, and are counted", async () => {
    const fault = { kind: "error", code: "Internal", message: "on purpose", times: 1 } as const;
    stack.faults.set([fault]);
    await expect(send(ways[way], "a")).rejects.toMatchObject({
      code: Code.Internal,
      rawMessage: "on purpose",
    });
    await send(ways[way], "b");
    expect(await stored(ways[way])).toBe(1);
    expect(stack.faults.list()).toEqual({ seed: 1, faults: [{ fault, met: 3, happened: 1 }] });
    stack.faults.clear();
    expect(stack.faults.list()).toEqual({ seed: 1, faults: [] });
  });

  it("lose the answer to what was done", async () => {
    stack.faults.set("error when=after times=1; cut when=after skip=1 times=1 rpc=writes");
    await expect(send(ways[way], "a")).rejects.toMatchObject({ code: Code.Unavailable });
    await expect(send(ways[way], "b")).rejects.toThrow();
    expect(await stored(ways[way])).toBe(2);
  });

  it("cut a connection without an answer", async () => {
    stack.faults.set("cut times=1");
    await expect(send(ways[way], "a")).rejects.toThrow();
    expect(await stored(ways[way])).toBe(0);
  });

  it("drop a stream after as many messages as were told, with a code or without", async () => {
    for (const text of ["a", "b", "c"]) await send(ways[way], text);
    stack.faults.set("drop afterMessages=2 code=Aborted");
    expect(await subscribe(ways[way])).toEqual({ ids: [1, 2], code: Code.Aborted });
    stack.faults.set("drop afterMessages=1 cut");
    const { ids, code } = await subscribe(ways[way]);
    expect(ids).toEqual([1]);
    expect(code).toBeDefined();
  });

  it("leave a stream open and silent, with its headers", async () => {
    await send(ways[way], "a");
    stack.faults.set("silence");
    const gone = new AbortController();
    const opened = Promise.withResolvers<void>();
    const filters = [{ groupId: GROUP }];
    const stream = ways[way].mls.subscribeGroupMessages(
      { filters },
      { signal: gone.signal, onHeader: () => opened.resolve() },
    );
    const first = stream[Symbol.asyncIterator]().next();
    await opened.promise;
    await send(ways[way], "b");
    const isSilent = await Promise.race([
      first,
      new Promise((done) => setTimeout(done, 100, "silent")),
    ]);
    expect(isSilent).toBe("silent");
    gone.abort();
    await expect(first).rejects.toMatchObject({ code: Code.Canceled });
  });

  it("deliver twice, late and out of order when they are told to", async () => {
    for (const text of ["a", "b", "c"]) await send(ways[way], text);
    stack.faults.set("duplicate");
    expect((await subscribe(ways[way], { count: 6 })).ids).toEqual([1, 1, 2, 2, 3, 3]);
    stack.faults.set("delay ms=150");
    const startedMs = performance.now();
    expect((await subscribe(ways[way], { count: 3 })).ids).toEqual([1, 2, 3]);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(149);
    stack.faults.set("reorder window=3");
    const { ids } = await subscribe(ways[way], { count: 3 });
    expect(ids).not.toEqual([1, 2, 3]);
    expect(ids.toSorted()).toEqual([1, 2, 3]);
  });

  it("meet the requests of one test by their header, and nobody else's", async () => {
    const headers = { [FAULTS_HEADER]: "error code=ResourceExhausted times=2" };
    for (let round = 0; round < 2; round += 1) {
      const refused = send(ways[way], "a", { headers });
      await expect(refused).rejects.toMatchObject({ code: Code.ResourceExhausted });
      await send(ways[way], `b${round}`);
    }
    await send(ways[way], "a", { headers });
    expect(await stored(ways[way])).toBe(3);
    const ended = await subscribe(ways[way], { headers: { [FAULTS_HEADER]: '{"kind":"drop"}' } });
    expect(ended).toEqual({ ids: [], code: Code.Unavailable });
  });

  it.each([
    ["rain", "There is no fault rain."],
    ["reorder window=0", "reorder window: it is 1 at least."],
    ["restart", "restart cannot be asked for by a request."],
    ["clock offsetMs=1", "clock cannot be asked for by a request."],
  ])("say what is wrong with a header: %s", async (text, sentence) => {
    const refused = send(ways[way], "a", { headers: { [FAULTS_HEADER]: text } });
    await expect(refused).rejects.toMatchObject({
      code: Code.InvalidArgument,
      rawMessage: expect.stringContaining(sentence),
    });
  });
});

describe("faults", () => {
  it("by the header belong to who chose its id", async () => {
    const as = (id: string) => ({ headers: { [FAULTS_HEADER]: `id=${id}; error times=1` } });
    await expect(send(ways.grpc, "a", as("one"))).rejects.toThrow();
    stack.faults.clear();
    await send(ways.grpc, "a", as("one"));
    await expect(send(ways.grpc, "a", as("two"))).rejects.toThrow();
  });

  it("keep requests waiting through a reset, and refuse none", async () => {
    const fresh = await startTestStack();
    try {
      const client = grpcClients(fresh);
      await send(client, "a");
      fresh.faults.set("latency ms=300 rpc=SendGroupMessages");
      const began = Promise.withResolvers<void>();
      fresh.onRpc(() => began.resolve());
      const sent = send(client, "b");
      await began.promise;
      await fresh.reset();
      await sent;
    } finally {
      await fresh.close();
    }
  });

  it("meet one group, whatever is done with it", async () => {
    stack.faults.set([{ kind: "error", topic: GROUP.toString("hex") }]);
    const { mls } = ways.grpc;
    await expect(send(ways.grpc, "a")).rejects.toThrow();
    await expect(mls.queryGroupMessages({ groupId: GROUP })).rejects.toThrow();
    await expect(mls.getNewestGroupMessage({ groupIds: [OTHER, GROUP] })).rejects.toThrow();
    expect(await subscribe(ways.grpc)).toEqual({ ids: [], code: Code.Unavailable });
    await send(ways.grpc, "a", {}, OTHER);
    expect(await stored(ways.grpc, OTHER)).toBe(1);
  });

  it("meet one app by the version that it says", async () => {
    stack.faults.set("error header=x-app-version:bob/1");
    const as = (version: string) => ({ headers: { "x-app-version": version } });
    await expect(send(ways.grpc, "a", as("bob/1"))).rejects.toThrow();
    await send(ways.grpc, "a", as("alice/1"));
  });

  it("refuse writes as a full disk does", async () => {
    stack.faults.set("storage-full");
    await expect(send(ways.grpc, "a")).rejects.toMatchObject({
      code: Code.ResourceExhausted,
      rawMessage: "The node's disk is full; nothing was stored.",
    });
    expect(await stored(ways.grpc)).toBe(0);
  });

  it("move the node's clock, which never goes back", async () => {
    const fresh = await startTestStack();
    const client = grpcClients(fresh);
    const times: bigint[] = [];
    const hour = 3_600_000;
    for (const offsetMs of [-hour, hour, 0]) {
      fresh.faults.set([{ kind: "clock", offsetMs }]);
      await send(client, `${offsetMs}`);
      const { messages } = await client.mls.queryGroupMessages({ groupId: GROUP });
      times.push(messages[0]?.version.value?.createdNs ?? 0n);
    }
    await fresh.close();
    const [behind = 0n, ahead = 0n, after = 0n] = times;
    const nowNs = BigInt(Date.now()) * 1_000_000n;
    expect(Number(nowNs - behind) / 1e6).toBeCloseTo(hour, -5);
    expect(Number(ahead - nowNs) / 1e6).toBeCloseTo(hour, -5);
    expect(after).toBeGreaterThan(ahead);
  });

  it("restart the stack: streams end, ports close and are back, nothing is lost", async () => {
    await send(ways.grpc, "a");
    const streaming = subscribe(ways.grpc, { count: 2 });
    const silent = subscribe(ways.grpc, { headers: { [FAULTS_HEADER]: "silence" } });
    await expect.poll(() => stack.health().counts.subscriptions).toBe(1);
    // Long enough for a busy machine to find the ports closed.
    const restarting = stack.restart({ downMs: 1_000 });
    expect(await streaming).toEqual({ ids: [1], code: Code.Unavailable });
    expect(await silent).toEqual({ ids: [], code: Code.Unavailable });
    await expect(fetch(`${stack.urls.history}/health`)).rejects.toThrow();
    await restarting;
    expect((await fetch(`${stack.urls.history}/health`)).status).toBe(200);
    expect(await stored(grpcClients(stack))).toBe(1);
  });

  it("restart it at a request that was chosen", async () => {
    stack.faults.set("restart rpc=SendGroupMessages skip=1");
    await send(ways["grpc-web"], "a");
    await expect(send(ways["grpc-web"], "b")).rejects.toThrow();
    await expect.poll(() => stored(ways["grpc-web"]).catch(() => "away")).toBe(1);
  });

  it("cannot take the ports back after the stack was closed", async () => {
    const closing = await startTestStack();
    const restarting = closing.restart({ downMs: 100 });
    await closing.close();
    await restarting;
    await expect(fetch(`${closing.urls.history}/health`)).rejects.toThrow();
  });

  it("may be asked for by pages: the header is allowed", async () => {
    const preflight = await fetch(
      `${stack.urls.grpcWeb}/xmtp.mls.api.v1.MlsApi/SendGroupMessages`,
      {
        method: "OPTIONS",
        headers: { "access-control-request-headers": `content-type,${FAULTS_HEADER}` },
      },
    );
    expect(preflight.headers.get("access-control-allow-headers")).toContain(FAULTS_HEADER);
  });
});

import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { FAULTS_HEADER, type LocalStack } from "../index.ts";
import { askParts, bytesBeforeItBreaks } from "../test-support/ask-parts.ts";
import { hands } from "../test-support/hands.ts";
import { bytesOf, formOf } from "../test-support/ipfs.ts";
import { startTestStack } from "../test-support/stack.ts";

let stack: LocalStack;
let ask: ReturnType<typeof askParts>;

beforeAll(async () => {
  stack = await startTestStack({ ipfs: true });
  ask = askParts(stack);
});
afterAll(() => stack.close());
afterEach(() => stack.faults.clear());

it("is full as by its disk, in Kubo's shape, and keeps nothing of it", async () => {
  const before = stack.health().ipfs;
  stack.faults.set("storage-full part=ipfs");
  const body = formOf(bytesOf(3_000_000, "too much"));
  const refused = await fetch(`${stack.urls.ipfsRpc}/api/v0/add`, { method: "POST", body });
  expect([refused.status, await refused.json()]).toEqual([
    500,
    { Message: "no space left on device: the store is full", Code: 0, Type: "error" },
  ]);
  expect(stack.health().ipfs).toEqual(before);
  const version = await fetch(`${stack.urls.ipfsRpc}/api/v0/version`, { method: "POST" });
  expect(version.status).toBe(200);
});

it("fails at one command, in Kubo's shape", async () => {
  stack.faults.set(
    '{"kind":"error","part":"ipfs","path":"/api/v0/pin/","message":"no pins today"}',
  );
  const pins = await fetch(`${stack.urls.ipfsRpc}/api/v0/pin/ls`, { method: "POST" });
  expect([pins.status, await pins.json()]).toEqual([
    500,
    { Message: "no pins today", Code: 0, Type: "error" },
  ]);
  expect((await ask.ipfs()).status).toBe(200);
});

it.each(["cut part=ipfs when=after", "error part=ipfs when=after"])(
  "has what was added although the answer was lost: %s",
  async (text) => {
    stack.faults.set(text);
    const { pins = 0 } = stack.health().ipfs ?? {};
    await hands(stack)
      .add(text)
      .catch(() => {});
    expect(stack.health().ipfs?.pins).toBe(pins + 1);
    expect(stack.faults.list().faults).toMatchObject([{ happened: 1 }]);
  },
);

it("has nothing of what was refused or cut before", async () => {
  stack.faults.set("cut part=ipfs times=1; error part=ipfs skip=1");
  const before = stack.health().ipfs;
  for (const text of ["cut", "refused"])
    await hands(stack)
      .add(text)
      .catch(() => {});
  expect(stack.health().ipfs).toEqual(before);
  expect(stack.faults.list().faults).toMatchObject([{ happened: 1 }, { happened: 1 }]);
});

it("spends no fault on a page, whose requests it refuses before it looks at their header", async () => {
  stack.faults.set("error part=ipfs times=1");
  for (const asked of ["cut part=ipfs", "nonsense"]) {
    const headers = { origin: "https://evil.example", [FAULTS_HEADER]: asked };
    const refused = await fetch(`${stack.urls.ipfsRpc}/api/v0/version`, {
      method: "POST",
      headers,
    });
    expect([refused.status, await refused.text()]).toEqual([
      403,
      expect.stringContaining("no web page"),
    ]);
  }
  expect(stack.faults.list().faults).toMatchObject([{ met: 0, happened: 0 }]);
});

it("breaks off a file between its blocks, where a gateway would", async () => {
  const file = `${stack.urls.ipfsGateway}/ipfs/${await hands(stack).add("gateway")}`;
  stack.faults.set("cut part=ipfs-gateway afterBytes=1048576 times=1");
  expect(await bytesBeforeItBreaks(await fetch(file))).toBe(1_048_576);
  const rest = await fetch(file, { headers: { range: "bytes=1048576-" } });
  expect((await rest.arrayBuffer()).byteLength).toBe(3_000_000 - 1_048_576);
});

it("says its health, and lets pages ask, whatever goes wrong", async () => {
  stack.faults.set("cut part=history; cut part=ipfs-gateway");
  expect((await fetch(`${stack.urls.history}/health`)).status).toBe(200);
  expect((await fetch(`${stack.urls.ipfsGateway}/health`)).status).toBe(200);
  const preflight = await fetch(`${stack.urls.ipfsGateway}/ipfs/x`, { method: "OPTIONS" });
  expect(preflight.headers.get("access-control-allow-headers")?.toLowerCase()).toContain(
    FAULTS_HEADER,
  );
});

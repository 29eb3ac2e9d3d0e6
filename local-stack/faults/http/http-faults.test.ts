import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { faults } from "../../command/faults.ts";
import { FAULTS_HEADER, FaultSyntaxError, type LocalStack } from "../../index.ts";
import { askParts } from "../../test-support/ask-parts.ts";
import { startTestStack } from "../../test-support/stack.ts";

let stack: LocalStack;
let ask: ReturnType<typeof askParts>;

beforeAll(async () => {
  stack = await startTestStack({ chain: true, chainFaults: true, ipfs: true, control: true });
  ask = askParts(stack);
  await ask["ipfs-gateway"]();
});
afterAll(() => stack.close());
afterEach(() => stack.faults.clear());

describe.each(["history", "ipfs", "ipfs-gateway", "chain"] as const)("faults of %s", (part) => {
  it("refuse in its own shape, readable by pages, as often as told, and nobody is met by others'", async () => {
    const others = Object.keys(ask).filter((other) => other !== part);
    stack.faults.set(
      `error part=${part} status=502 message=broken times=2;${others.map((other) => `cut part=${other}`).join(";")}`,
    );
    for (let round = 0; round < 2; round += 1) {
      const refused = await ask[part]();
      expect(refused.status).toBe(502);
      expect(await refused.text()).toContain("broken");
      const isForPages = part !== "ipfs";
      expect(refused.headers.get("access-control-allow-origin")).toBe(isForPages ? "*" : null);
    }
    expect((await ask[part]()).status).toBe(200);
    expect(stack.faults.list().faults[0]).toMatchObject({ met: 3, happened: 2 });
  });

  it("cut the connection, before or after it was done", async () => {
    stack.faults.set(`cut part=${part} times=1; cut part=${part} when=after skip=1 times=1`);
    await expect(ask[part]()).rejects.toThrow("fetch failed");
    await expect(ask[part]()).rejects.toThrow("fetch failed");
    expect((await ask[part]()).status).toBe(200);
  });

  it("make it slow", async () => {
    stack.faults.set(`latency part=${part} ms=150`);
    const startedMs = performance.now();
    expect((await ask[part]()).status).toBe(200);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(149);
  });

  it("limit its rate", async () => {
    stack.faults.set(`rate-limit part=${part} requests=1 windowMs=60000`);
    expect((await ask[part]()).status).toBe(200);
    const refused = await ask[part]();
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "60"]);
  });

  it("meet the requests that ask for them, and say what they do not understand", async () => {
    const headers = { [FAULTS_HEADER]: `id=${part}; error part=${part} times=1` };
    expect((await ask[part]()).status).toBe(200);
    expect((await ask[part]({ headers })).status).toBe(part === "ipfs" ? 500 : 503);
    expect((await ask[part]({ headers })).status).toBe(200);
    const strange = await ask[part]({ headers: { [FAULTS_HEADER]: `drop part=${part}` } });
    expect(strange.status).toBe(400);
    expect(await strange.text()).toContain(`There is no fault drop of ${part}.`);
    // What is the network's is understood, and not for here.
    expect((await ask[part]({ headers: { [FAULTS_HEADER]: "cut" } })).status).toBe(200);
  });
});

it("are set and told by the command line", async () => {
  const printed = vi.spyOn(console, "log").mockImplementation(() => {});
  const flags = { control: stack.urls.control } as never;
  const run = (...args: string[]) => faults.run({ flags, args });
  expect(await run("set", "storage-full", "part=history")).toBe(0);
  expect((await ask.history()).status).toBe(507);
  await run("list");
  expect(printed.mock.lastCall?.[0]).toContain(
    "storage-full part=history: met 1 requests, happened to 1",
  );
  await expect(run("set", "drop part=ipfs")).rejects.toThrow("There is no fault drop of ipfs.");
  await run("clear");
  expect((await ask.history()).status).toBe(200);
  printed.mockRestore();
});

it("are refused with a sentence for a part that does not run", async () => {
  const bare = await startTestStack();
  const tell = (text: string) => () => bare.faults.set(text);
  expect(tell("cut part=ipfs")).toThrow(FaultSyntaxError);
  expect(tell("cut part=ipfs-gateway")).toThrow("No IPFS node runs here");
  expect(tell("cut part=chain")).toThrow("without --no-chain");
  const headers = { [FAULTS_HEADER]: "cut part=ipfs" };
  const asked = await fetch(`${bare.urls.history}/files/x`, { headers });
  expect([asked.status, await asked.text()]).toEqual([
    400,
    expect.stringContaining("No IPFS node runs here"),
  ]);
  expect(bare.faults.list().faults).toEqual([]);
  await bare.close();
});

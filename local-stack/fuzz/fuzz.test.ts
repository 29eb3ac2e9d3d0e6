import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { LocalStack } from "../index.ts";
import { groupInput } from "../test-support/mls-bytes.ts";
import { grpcClients, startTestStack } from "../test-support/stack.ts";
import { fuzzIdentities } from "./fuzz-identities.ts";
import { fuzzParsers } from "./fuzz-parsers.ts";
import { fuzzWire } from "./fuzz-wire.ts";

// A glance at what `npm run fuzz` looks at for long.
// Whole clients, which a busy machine takes long for.
vi.setConfig({ testTimeout: 90_000 });

let stack: LocalStack;

beforeAll(async () => {
  stack = await startTestStack();
});

afterAll(() => stack.close());

async function expectToServe(): Promise<void> {
  const { mls } = grpcClients(stack);
  const groupId = Buffer.from("still serves me!");
  await mls.sendGroupMessages({ messages: [groupInput(groupId, `${Math.random()}`)] });
  expect((await mls.queryGroupMessages({ groupId })).messages.length).toBeGreaterThan(0);
}

describe("malformed input", () => {
  it("of MLS headers is refused or read, never anything else", () => {
    const { read, refused } = fuzzParsers({ count: 20_000, seed: 1 });
    expect(read + refused).toBe(20_000);
    expect(refused).toBeGreaterThan(read);
  });

  it.each(["grpc", "grpc-web"] as const)("of %s frames gets a status, each of it", async (way) => {
    const url = way === "grpc" ? stack.urls.grpc : stack.urls.grpcWeb;
    const answers = await fuzzWire(url, way, { count: 1_500, seed: 1 });
    const broken = [...answers.keys()].filter((answer) => /empty|http 5/.test(answer));
    expect(broken).toEqual([]);
    // InvalidArgument must be among them: the fuzz would not reach the services otherwise.
    expect(answers.get("grpc 3")).toBeGreaterThan(100);
    await expectToServe();
    await expect.poll(() => stack.health().counts.subscriptions).toBe(0);
  });

  it("of identities is refused by who judges them", async () => {
    const origin = await startTestStack();
    const count = 150;
    const answers = await fuzzIdentities(stack.urls.grpcWeb, origin.urls.grpcWeb, {
      count,
      seed: 1,
    });
    expect(
      [...answers.keys()].filter((answer) => !/ok|InvalidArgument|Internal/.test(answer)),
    ).toEqual([]);
    expect(answers.get("InvalidArgument")).toBeGreaterThan(count / 5);
    await origin.close();
    await expectToServe();
  });
});

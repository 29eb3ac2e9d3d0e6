import { Code } from "@connectrpc/connect";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { LocalStack } from "../index.ts";
import { type Registration, register } from "../test-support/identities.ts";
import { grpcClients, startTestStack } from "../test-support/stack.ts";
import { createHeadlessClient } from "../testing/index.ts";

vi.setConfig({ testTimeout: 60_000 });

let stack: LocalStack;

beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.close());
afterEach(() => stack.faults.clear());

describe("what real clients make of it", () => {
  it("an inbox whose log is full cannot be changed", async () => {
    const { client, update }: Registration = await register(stack);
    stack.faults.set([{ kind: "inbox-log-full", inbox: client.inboxId }]);
    const { identity } = grpcClients(stack);
    await expect(identity.publishIdentityUpdate({ identityUpdate: update })).rejects.toMatchObject({
      code: Code.Unknown,
      rawMessage: "inbox log is full",
    });
    client.close();
    const again = createHeadlessClient({
      url: stack.urls.grpcWeb,
      privateKey: client.privateKey,
    });
    await expect(again).rejects.toThrow("inbox log is full");
    const somebodyElse = await createHeadlessClient({ url: stack.urls.grpcWeb });
    somebodyElse.close();
  });

  it("messages arrive in order and once, through duplicates, delays and lost answers", async () => {
    const url = stack.urls.grpcWeb;
    const [alice, bob] = [await createHeadlessClient({ url }), await createHeadlessClient({ url })];
    await alice.sendText(bob.address, "0");
    const got: string[] = [];
    const all = Promise.withResolvers<void>();
    stack.faults.set("duplicate; delay ms=5 jitterMs=40; latency ms=1 jitterMs=20");
    await bob.streamTexts(({ text }) => {
      got.push(text);
      if (text === "9") all.resolve();
    });
    for (let i = 1; i < 10; i += 1) await alice.sendText(bob.address, String(i));
    await all.promise;
    expect(got).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    alice.close();
    bob.close();
  });
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Code } from "@connectrpc/connect";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LocalStack } from "../index.ts";
import { GROUP, hands } from "../test-support/hands.ts";
import { grpcWebClients, startTestStack } from "../test-support/stack.ts";
import { createHeadlessClient } from "../testing/index.ts";
import { readManifest, writeManifest } from "./manifest.ts";

vi.setConfig({ testTimeout: 60_000 });

let root: string;
let stack: LocalStack | undefined;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "whole-stack-"));
});
afterEach(async () => {
  await stack?.close();
  stack = undefined;
  rmSync(root, { recursive: true, force: true });
});

describe.each(["in memory", "on the disk"])("a stack %s", (where) => {
  const start = async () => {
    const data = where === "in memory" ? {} : { data: join(root, "data") };
    stack = await startTestStack({ ...data, chain: true, ipfs: true });
    return stack;
  };

  it("comes back as it was, with all its parts, and goes on from there", async () => {
    const running = await start();
    const { urls } = running;
    const { say, said, upload, archive, add, has, give, balance } = hands(running);
    await say("a");
    const [early, file] = [await upload("early"), await add("early")];
    await give("0x11");
    await running.snapshot("then");
    await say("b");
    const [late, later] = [await upload("late"), await add("late")];
    await give("0x22");

    await running.restore("then");
    expect(await said()).toEqual([1]);
    expect([await archive(early), await archive(late)]).toEqual(["early", 404]);
    expect([await has(file), await has(later)]).toEqual([true, false]);
    expect(await balance()).toBe("0x11");
    expect(running.urls).toEqual(urls);
    expect(running.health()).toMatchObject({ counts: { groupMessages: 1 }, ipfs: { pins: 1 } });
    await say("c");
    expect(await said()).toEqual([1, 2]);
    expect(await has(await add("late"))).toBe(true);

    await running.reset();
    expect(await said()).toEqual([]);
    expect([await archive(early), await has(file), await balance()]).toEqual([404, false, "0x0"]);
    expect(running.health()).toMatchObject({ counts: { groupMessages: 0 }, ipfs: { pins: 0 } });
    await running.restore("then");
    expect([await said(), await balance()]).toEqual([[1], "0x11"]);

    if (where === "on the disk") {
      await running.close();
      const again = await start();
      const { said: saidAgain, balance: balanceAgain, has: hasAgain } = hands(again);
      expect([await saidAgain(), await balanceAgain()]).toEqual([[1], "0x11"]);
      expect(await hasAgain(file)).toBe(true);
      expect(await again.snapshots()).toMatchObject([{ name: "then" }]);
    }
  });
});

async function drain(iterator: AsyncIterator<unknown>): Promise<undefined> {
  while (!(await iterator.next()).done);
}

describe("restoring", () => {
  it("ends streams with Unavailable; requests wait, and none is refused", async () => {
    stack = await startTestStack();
    const running = stack;
    const { mls } = grpcWebClients(running);
    const { say } = hands(running);
    await say("a");
    await running.snapshot("then");
    const stream = mls.subscribeGroupMessages({ filters: [{ groupId: GROUP }] });
    const reading = stream[Symbol.asyncIterator]();
    await reading.next();
    const ended = drain(reading).catch((error: { code: Code }) => error.code);
    const restoring = running.restore("then");
    const meanwhile = Array.from({ length: 20 }, (_, at) => say(`b${at}`));
    await restoring;
    await Promise.all(meanwhile);
    expect(await ended).toBe(Code.Unavailable);
    // Those that came before the door was shut were undone, the others came after.
    const { messages } = await mls.queryGroupMessages({ groupId: GROUP });
    expect(messages.length).toBeGreaterThanOrEqual(1);
    await say("c");
  });

  it("does not wait for streams that begin again at once", async () => {
    stack = await startTestStack();
    const { mls } = grpcWebClients(stack);
    const leaving = new AbortController();
    const { signal } = leaving;
    const reader = async () => {
      while (!signal.aborted) {
        const stream = mls.subscribeGroupMessages({ filters: [{ groupId: GROUP }] }, { signal });
        await drain(stream[Symbol.asyncIterator]()).catch(() => {});
      }
    };
    const readers = Array.from({ length: 8 }, reader);
    const startedMs = performance.now();
    for (let turn = 0; turn < 10; turn += 1) await stack.reset();
    // Waiting for them would be two seconds each time.
    expect(performance.now() - startedMs).toBeLessThan(19_000);
    leaving.abort();
    await Promise.all(readers);
  });

  it("refuses data of a newer version, and changes nothing", async () => {
    const snapshots = join(root, "snapshots");
    stack = await startTestStack({ snapshots });
    const { say, said } = hands(stack);
    await say("a");
    await stack.snapshot("then");
    await say("b");
    const folder = join(snapshots, "then");
    const database = new DatabaseSync(join(folder, "xmtp", "xmtp.sqlite"));
    database.exec("PRAGMA user_version = 999");
    database.close();
    await writeManifest(folder, (await readManifest(folder, "then")).parts);
    await expect(stack.restore("then")).rejects.toThrow("schema version 999");
    expect(await said()).toEqual([1, 2]);
  });

  it("lets new clients talk, also those who were there at the snapshot", async () => {
    stack = await startTestStack();
    const url = stack.urls.grpcWeb;
    const alice = await createHeadlessClient({ url });
    await stack.snapshot("then");
    const bob = await createHeadlessClient({ url });
    await stack.restore("then");
    expect(await alice.canMessage(bob.address)).toBe(false);
    const bobAgain = await createHeadlessClient({ url, privateKey: bob.privateKey });
    await alice.sendText(bob.address, "are you new here?");
    const texts = await bobAgain.listTexts(alice.address);
    expect(texts.map(({ text }) => text)).toEqual(["are you new here?"]);
    for (const client of [alice, bob, bobAgain]) client.close();
  });
});

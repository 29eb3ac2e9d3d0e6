import { beforeEach, describe, expect, it } from "vitest";
import { createGate } from "@/tests/fakes/gate.ts";
import {
  ALIX_INBOX,
  alix,
  anotherDevice,
  beginStory,
  bo,
  client,
  found,
  host,
  idOf,
  indexes,
  reloadAlix,
  SAVED_MS,
  say,
  search,
  withAlix,
  withBo,
  wordsKept,
} from "@/tests/fakes/search-story.ts";
import { BEGIN_AFTER_MS } from "./search.ts";

beforeEach(beginStory);

describe("the index of the leading tab", () => {
  it("begins by itself after a while, is kept, and is read again the next time", async () => {
    await say(alix, withBo, "remember the harbour");
    expect(indexes.openings).toBe(0);
    await host.pass(BEGIN_AFTER_MS);
    expect(indexes.openings).toBe(1);
    await host.pass(SAVED_MS);
    expect(wordsKept()).toEqual(["remember the harbour"]);

    await say(bo, withAlix, "and the lighthouse");
    await reloadAlix();
    const asked: object[] = [];
    const { listMessages } = client;
    client.listMessages = (thread, page) => {
      asked.push(page);
      return listMessages(thread, page);
    };
    search.prepare();
    await host.pass(1_000);
    expect(asked).toMatchObject([{ insertedAfterNs: expect.any(BigInt) }]);
    expect(await found("harbour")).toHaveLength(1);
    expect(await found("lighthouse")).toHaveLength(1);
  });

  it("does not begin while the engine takes in what came meanwhile, unless somebody looks", async () => {
    const gate = createGate();
    const slow = alix.client();
    const { syncAll } = slow;
    slow.syncAll = async (onConversation) => {
      await gate.opened;
      return syncAll(onConversation);
    };
    await reloadAlix(slow);
    await host.pass(5 * BEGIN_AFTER_MS);
    expect(indexes.openings).toBe(0);
    search.prepare();
    await host.settle();
    expect(indexes.openings).toBe(1);

    await reloadAlix(slow);
    await host.pass(5 * BEGIN_AFTER_MS);
    expect(indexes.openings).toBe(1);
    gate.open();
    await host.settle();
    expect(indexes.openings).toBe(2);
  });

  it("is kept when the page goes away", async () => {
    await say(alix, withBo, "remember the harbour");
    search.prepare();
    await host.settle();
    expect(wordsKept()).toEqual([]);
    host.leave();
    await host.settle();
    expect(wordsKept()).toEqual(["remember the harbour"]);
  });

  it("is compared with the store once a day: what is gone there goes here", async () => {
    await say(alix, withBo, "fades away", "stays");
    search.prepare();
    await host.pass(SAVED_MS);
    alix.store.messages.delete(await idOf("fades away"));
    await reloadAlix();
    await host.pass(BEGIN_AFTER_MS + SAVED_MS);
    expect(wordsKept()).toContain("fades away");
    const { progress } = indexes.kept.get(ALIX_INBOX) ?? {};
    Object.assign(progress ?? {}, { comparedAtMs: host.nowMs() - 25 * 60 * 60_000 });
    await reloadAlix();
    await host.pass(BEGIN_AFTER_MS + SAVED_MS);
    expect(wordsKept()).toEqual(["stays"]);
  });

  it("is read again from the beginning when the clock was turned back", async () => {
    await say(alix, withBo, "remember the harbour");
    search.prepare();
    await host.pass(SAVED_MS);
    const kept = indexes.kept.get(ALIX_INBOX);
    if (!kept) throw new Error("The index was kept");
    kept.progress = { readUntilMs: { [withBo]: Date.now() + 10_000_000 } };
    kept.entries.clear();
    await reloadAlix();
    search.prepare();
    await host.pass(1_000);
    expect(await found("harbour")).toHaveLength(1);
  });

  it("has what an archive brought", async () => {
    await say(alix, withBo, "remember the harbour");
    await alix.messaging.archives.save();
    const saved = alix.messaging.archives.store.getState();
    if (saved.kind !== "saved") throw new Error("The archive was made");
    await anotherDevice();
    alix.store.messages.clear();
    search.prepare();
    await host.pass(1_000);
    expect(await found("harbour")).toEqual([]);
    await alix.messaging.archives.restore(saved.file, saved.words);
    await host.pass(1_000);
    expect(await found("harbour")).toHaveLength(1);
  });
});

describe("the index of a tab that follows", () => {
  beforeEach(async () => {
    await say(alix, withBo, "remember the harbour");
    search.detach();
    search.attach(client, { leads: false });
  });

  it("is opened when somebody looks for something, and never kept", async () => {
    await host.pass(BEGIN_AFTER_MS + SAVED_MS);
    expect(indexes.openings).toBe(0);
    search.prepare();
    await host.settle();
    expect(await found("harbour")).toHaveLength(1);
    host.leave();
    await host.pass(SAVED_MS);
    expect(indexes.kept.size).toBe(0);
  });
});

it("the index of a temporary session is kept nowhere", async () => {
  await say(alix, withBo, "remember the harbour");
  search.detach();
  search.attach(client, { leads: true, isTemporary: true });
  await host.pass(BEGIN_AFTER_MS + SAVED_MS);
  expect(await found("harbour")).toHaveLength(1);
  host.leave();
  await host.settle();
  expect(indexes.kept.size).toBe(0);
});

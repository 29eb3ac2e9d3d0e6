import { beforeEach, describe, expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { BO } from "@/tests/fakes/people.ts";
import {
  ALIX_INBOX,
  alix,
  beginStory,
  bo,
  client,
  found,
  host,
  indexes,
  network,
  SAVED_MS,
  say,
  search,
  withAlix,
  withBo,
  wordsKept,
} from "@/tests/fakes/search-story.ts";
import { BEGIN_AFTER_MS } from "./search.ts";

beforeEach(beginStory);

describe("finding", () => {
  it("finds what both wrote, newest first, with what matched", async () => {
    await say(alix, withBo, "the old harbour", "nothing");
    await say(bo, withAlix, "which harbour?");
    search.prepare();
    await host.settle();
    expect(await found("harb")).toEqual(["which harbour?", "the old harbour"]);
    const { hits, total } = await search.find({ text: "harb", limit: 1 });
    expect(total).toBe(2);
    expect(hits[0]?.snippet).toEqual([
      { text: "which ", isMatch: false },
      { text: "harb", isMatch: true },
      { text: "our?", isMatch: false },
    ]);
    expect(hits[0]?.message).toMatchObject({ thread: withBo });
  });

  it("finds what comes while it runs, and tells that there is more to find", async () => {
    search.prepare();
    await host.pass(1_000);
    expect(await found("fresh")).toEqual([]);
    const before = search.store.getState().revision;
    await say(bo, withAlix, "fresh fish");
    await say(alix, withBo, "how fresh?");
    expect(await found("fresh")).toEqual(["how fresh?", "fresh fish"]);
    expect(search.store.getState().revision).toBeGreaterThan(before);
  });

  it("finds what no stream told of, once a sync has brought it", async () => {
    search.prepare();
    await host.pass(1_000);
    network.faults.silentStreams = true;
    await say(bo, withAlix, ...Array.from({ length: 70 }, (_, n) => `missed ${n}`));
    network.faults.silentStreams = false;
    network.goDown();
    network.goUp();
    await host.pass(6_000);
    const { total } = await search.find({ text: "missed", limit: 5 });
    expect(total).toBe(70);
  });

  it("reads no more than the newest messages for one that comes", async () => {
    await say(alix, withBo, ...Array.from({ length: 100 }, (_, n) => `line ${n}`));
    search.prepare();
    await host.pass(1_000);
    const asked: object[] = [];
    const { listMessages } = client;
    client.listMessages = (thread, page) => {
      asked.push(page);
      return listMessages(thread, page);
    };
    await say(bo, withAlix, "fresh fish");
    expect(await found("fish")).toHaveLength(1);
    expect(asked.filter((page) => "untilNs" in page)).toEqual([]);
  });

  it("looks in one thread when asked to", async () => {
    const crew = network.createGroup("Crew", [ALIX_INBOX, `inbox-of-${BO}` as InboxId]);
    await host.pass(1_000);
    await say(alix, withBo, "harbour with Bo");
    await say(alix, `group:${crew.id}`, "harbour with all");
    search.prepare();
    await host.settle();
    expect(await found("harbour", `group:${crew.id}`)).toEqual(["harbour with all"]);
    expect(await found("harbour")).toHaveLength(2);
  });

  it("shows no message whose signs only stand apart from each other", async () => {
    await say(alix, withBo, "京都と東北", "東京", "東北と東京");
    search.prepare();
    await host.settle();
    expect(await found("東京")).toEqual(["東北と東京", "東京"]);
  });

  it("waits for a client that is not there yet", async () => {
    await say(alix, withBo, "the old harbour");
    search.detach();
    expect(search.store.getState().state.kind).toBe("waiting");
    const finding = search.find({ text: "harbour", limit: 5 });
    await host.settle();
    search.attach(client, { leads: true });
    await host.settle();
    // What is still being read may be found later.
    await finding;
    await host.pass(1_000);
    expect(await found("harbour")).toHaveLength(1);
  });

  it("says how far the first reading is", async () => {
    await say(alix, withBo, ...Array.from({ length: 300 }, (_, n) => `line ${n}`));
    const told: string[] = [];
    search.store.subscribe(({ state }) => {
      told.push(state.kind === "reading" ? `${state.done} of ${state.total}` : state.kind);
    });
    await host.pass(BEGIN_AFTER_MS + 2_000);
    expect([...new Set(told)]).toEqual(["0 of 300", "200 of 300", "300 of 300", "ready"]);
  });
});

describe("what fails", () => {
  it("is told and begun again when asked to, from what the store has", async () => {
    await say(alix, withBo, "remember the harbour");
    search.prepare();
    await host.pass(SAVED_MS);
    indexes.breakAll();
    await say(alix, withBo, "one more");
    expect(search.store.getState().state).toMatchObject({
      kind: "failed",
      error: { code: "search.failed" },
    });
    search.retry();
    await host.pass(SAVED_MS);
    expect(search.store.getState().state.kind).toBe("ready");
    expect(await found("harbour")).toHaveLength(1);
    expect(wordsKept()).toEqual(["remember the harbour", "one more"]);
  });

  it("is one thread at most when the engine can't read it", async () => {
    const crew = network.createGroup("Crew", [ALIX_INBOX, `inbox-of-${BO}` as InboxId]);
    await host.pass(1_000);
    await say(alix, withBo, "the harbour");
    await say(alix, `group:${crew.id}`, "the harbour");
    const { listMessages } = client;
    client.listMessages = async (thread, page) => {
      if (thread !== withBo) throw new Error("This group is broken");
      return listMessages(thread, page);
    };
    search.prepare();
    await host.pass(1_000);
    expect(search.store.getState().state.kind).toBe("ready");
    expect(await found("harbour")).toHaveLength(1);
  });
});

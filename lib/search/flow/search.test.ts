import { beforeEach, describe, expect, it } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { dmKey, type MessageId, type ThreadKey } from "@/lib/messaging/core/records.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import { FakeNetwork } from "@/tests/fakes/fake-network.ts";
import { createGate } from "@/tests/fakes/gate.ts";
import { MemoryIndexes } from "@/tests/fakes/memory-indexes.ts";
import { ALIX, BO, Person } from "@/tests/fakes/people.ts";
import { VirtualHost } from "@/tests/fakes/virtual-host.ts";
import { looking } from "./looking.ts";
import { BEGIN_AFTER_MS, createSearch, type Search } from "./search.ts";

const CY = parseAddress("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");
const ALIX_INBOX = `inbox-of-${ALIX}` as InboxId;
const SAVED_MS = 30_000;

let network: FakeNetwork;
let host: VirtualHost;
let alix: Person;
let bo: Person;
let withBo: ThreadKey;
let withAlix: ThreadKey;
let indexes: MemoryIndexes;
let client: XmtpClient;
let search: Search;

beforeEach(async () => {
  network = new FakeNetwork();
  host = new VirtualHost();
  indexes = new MemoryIndexes();
  alix = new Person(network, ALIX, host);
  bo = new Person(network, BO, host);
  await bo.open();
  await openAlix();
  withBo = await alix.messaging.openDm(BO);
  withAlix = dmKey(ALIX_INBOX);
});

async function openAlix({ leads = true } = {}) {
  client = alix.client();
  alix.messaging.attach(client, { leads });
  await host.settle();
  search = createSearch({
    indexes,
    loadLooking: async () => looking,
    messaging: alix.messaging,
    host,
  });
  search.attach(client, { leads });
}

async function reloadAlix() {
  search.detach();
  alix.reload();
  await openAlix();
}

async function say(person: Person, key: ThreadKey, ...texts: string[]) {
  for (const text of texts) person.messaging.send(key, text);
  await host.pass(1_000);
}

/** What is found, as its snippets say it. */
async function found(text: string, thread?: ThreadKey): Promise<string[]> {
  const finding = search.find({ text, limit: 20, ...(thread && { thread }) });
  await host.settle();
  const { hits } = await finding;
  return hits.map(({ snippet }) => snippet.map((part) => part.text).join(""));
}

async function idOf(text: string): Promise<MessageId> {
  const { messages } = await client.listMessages(withBo, { limit: 100 });
  const message = messages.find(({ content }) => content.type === "text" && content.text === text);
  if (!message) throw new Error(`Nobody said ${text}`);
  return message.id;
}

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

describe("what is not to be found", () => {
  beforeEach(async () => {
    await say(alix, withBo, "keep this secret", "a secret too");
    await say(bo, withAlix, "whose secret?");
    search.prepare();
    await host.pass(1_000);
    expect(await found("secret")).toHaveLength(3);
  });

  it("is what was deleted here, at once", async () => {
    const { revision } = search.store.getState();
    await alix.messaging.deleteHere(await idOf("keep this secret"));
    expect(await found("secret")).toEqual(["whose secret?", "a secret too"]);
    expect(search.store.getState().revision).toBeGreaterThan(revision);
    await host.pass(SAVED_MS);
    expect(wordsKept()).not.toContain("keep this secret");
  });

  it("is what its writer took back", async () => {
    bo.messaging.write(withAlix, { type: "deletion", of: await idOf("whose secret?") });
    await host.pass(1_000);
    expect(await found("secret")).toEqual(["a secret too", "keep this secret"]);
    await host.pass(SAVED_MS);
    expect(wordsKept()).not.toContain("whose secret?");
  });

  it("is what the store forgot by itself, though nobody was told", async () => {
    alix.store.messages.delete(await idOf("keep this secret"));
    expect(await found("keep")).toEqual([]);
    await host.pass(SAVED_MS);
    expect(wordsKept()).toEqual(["a secret too", "whose secret?"]);
  });

  it("is what is over by its time, though the store has it still", async () => {
    const id = await idOf("keep this secret");
    const message = alix.store.messages.get(id);
    if (!message) throw new Error("The store has it");
    const expiresAtNs = BigInt(host.nowMs()) * 1_000_000n;
    alix.store.messages.set(id, { ...message, expiresAtNs });
    expect(await found("secret")).toEqual(["whose secret?", "a secret too"]);
  });

  it("is what disappears while one looks on, and leaves the disk then", async () => {
    const id = await idOf("a secret too");
    const message = alix.store.messages.get(id);
    if (!message) throw new Error("The store has it");
    const expiresAtNs = BigInt(host.nowMs() + 60_000) * 1_000_000n;
    alix.store.messages.set(id, { ...message, expiresAtNs });
    await say(bo, withAlix, "something new");
    await host.pass(SAVED_MS);
    expect(wordsKept()).toContain("a secret too");
    const { revision } = search.store.getState();
    await host.pass(60_000);
    expect(search.store.getState().revision).toBeGreaterThan(revision);
    expect(await found("secret")).toEqual(["whose secret?", "keep this secret"]);
    expect(wordsKept()).not.toContain("a secret too");
  });

  it("is what somebody said of whom one wants to hear nothing, until one does again", async () => {
    await alix.messaging.setConsent(withBo, "denied");
    expect(await found("secret")).toEqual([]);
    expect(await found("secret", withBo)).toEqual([]);
    await alix.messaging.setConsent(withBo, "allowed");
    expect(await found("secret")).toHaveLength(3);
  });

  it("is another account's", async () => {
    const cy = new Person(network, CY, host);
    await cy.open();
    await say(alix, await alix.messaging.openDm(CY), "a secret for Cy");
    expect(await found("secret")).toHaveLength(4);
    const boClient = bo.client();
    alix.messaging.attach(boClient, { leads: true });
    search.attach(boClient, { leads: true });
    search.prepare();
    await host.pass(1_000);
    expect(await found("Cy")).toEqual([]);
    expect(await found("secret")).toHaveLength(3);
    search.detach();
    await host.settle();
    expect(indexes.openCount).toBe(0);
  });
});

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
    const attachSlow = async () => {
      search.detach();
      alix.reload();
      alix.messaging.attach(slow, { leads: true });
      await host.settle();
      const { messaging } = alix;
      search = createSearch({ indexes, loadLooking: async () => looking, messaging, host });
      search.attach(slow, { leads: true });
    };
    slow.syncAll = async (onConversation) => {
      await gate.opened;
      return syncAll(onConversation);
    };
    await attachSlow();
    await host.pass(5 * BEGIN_AFTER_MS);
    expect(indexes.openings).toBe(0);
    search.prepare();
    await host.settle();
    expect(indexes.openings).toBe(1);

    await attachSlow();
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
    search.detach();
    alix = new Person(network, ALIX, host);
    indexes = new MemoryIndexes();
    await openAlix();
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

function wordsKept(): string[] {
  return [...(indexes.kept.get(ALIX_INBOX)?.entries.values() ?? [])].map(({ text }) => text);
}

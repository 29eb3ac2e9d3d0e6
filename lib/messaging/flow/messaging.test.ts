import { beforeEach, describe, expect, it } from "vitest";
import { dmKey, type ThreadKey } from "@/lib/messaging/core/records.ts";
import { FakeNetwork } from "@/tests/fakes/fake-network.ts";
import { ALIX, BO, CAM, Person } from "@/tests/fakes/people.ts";
import { VirtualHost } from "@/tests/fakes/virtual-host.ts";
import { RECEIPT_AFTER_MS } from "./read-receipts.ts";
import { REREAD_AFTER_MS } from "./reread-threads.ts";

let network: FakeNetwork;
let host: VirtualHost;
let alix: Person;
let bo: Person;
/** The thread as each of the two names it. */
let withBo: ThreadKey;
let withAlix: ThreadKey;

beforeEach(async () => {
  network = new FakeNetwork();
  host = new VirtualHost();
  alix = new Person(network, ALIX, host);
  bo = new Person(network, BO, host);
  await bo.open();
  await alix.open();
  withBo = await alix.messaging.openDm(BO);
  withAlix = dmKey(`inbox-of-${ALIX}` as never);
});

function row(person: Person, key: ThreadKey) {
  return person.messaging.store.getState().rows.find((candidate) => candidate.key === key);
}

describe("sending", () => {
  it("shows the message before anything is awaited, then sent, under one key", async () => {
    alix.messaging.send(withBo, "hi");
    const [written] = alix.messages(withBo);
    expect(written).toMatchObject({ mine: true, state: { kind: "sending" } });

    await host.settle();
    const [sent] = alix.messages(withBo);
    expect(sent).toMatchObject({ key: written?.key, state: { kind: "sent" } });
    expect(row(bo, withAlix)).toMatchObject({
      peer: { address: ALIX },
      preview: { content: { type: "text", text: "hi" }, mine: false },
      unreadCount: 1,
    });
  });

  it("keeps what is written while the node is down, and sends it in order when it is back", async () => {
    network.goDown();
    await host.pass(2_000);
    for (const text of ["one", "two", "three"]) alix.messaging.send(withBo, text);
    await host.pass(3_000);
    expect(alix.states(withBo)).toEqual(["waiting", "waiting", "waiting"]);
    expect(alix.messaging.store.getState().connection.kind).toBe("unreachable");

    network.goUp();
    await host.pass(6_000);
    expect(alix.states(withBo)).toEqual(["sent", "sent", "sent"]);
    expect(alix.messaging.store.getState().connection.kind).toBe("live");
    bo.messaging.openThread(withAlix);
    await host.settle();
    expect(bo.texts(withAlix)).toEqual(["one", "two", "three"]);
  });

  it("shows what is being made ready at the end, and as the same row once it was written", async () => {
    const key = "made-ready";
    const left: string[] = [];
    alix.messaging.onLeft((gone) => left.push(gone));
    const content = { type: "shipment", key, files: [] } as const;
    const state = { kind: "sending" } as const;
    const row = { key, thread: withBo, content, writtenAtMs: host.nowMs(), state };
    alix.messaging.showPreparing([row]);
    alix.messaging.send(withBo, "written after");
    await host.settle();
    expect(alix.messages(withBo).map(({ content: { type } }) => type)).toEqual([
      "text",
      "shipment",
    ]);
    expect(alix.messaging.isQueued(key)).toBe(false);

    alix.messaging.write(withBo, { type: "text", text: "ready" }, key);
    expect(
      alix
        .messages(withBo)
        .map((item) => item.key)
        .slice(1),
    ).toEqual([key]);
    expect(alix.messaging.isQueued(key)).toBe(true);
    await host.settle();
    alix.messaging.showPreparing([]);
    expect(alix.messages(withBo).at(-1)).toMatchObject({ key, state: { kind: "sent" } });
    expect(left).toContain(key);
    bo.messaging.openThread(withAlix);
    await host.settle();
    expect(bo.texts(withAlix)).toEqual(["written after", "ready"]);
  });

  it("never doubles a message whose answer was lost", async () => {
    network.faults.lostAnswers = 2;
    alix.messaging.send(withBo, "once");
    alix.messaging.send(withBo, "after");
    await host.pass(5_000);
    bo.messaging.openThread(withAlix);
    await host.settle();
    expect(alix.states(withBo)).toEqual(["sent", "sent"]);
    expect(bo.texts(withAlix)).toEqual(["once", "after"]);
  });

  it("sends what was waiting when the tab went away, once, in a new visit", async () => {
    alix.messaging.send(withBo, "first");
    await host.settle();
    network.faults.lostAnswers = 1;
    alix.messaging.send(withBo, "cut short");
    await host.settle();
    alix.reload();
    network.goDown();
    alix.messaging.show(`inbox-of-${ALIX}` as never);
    alix.messaging.openThread(withBo);
    await host.settle();
    expect(alix.states(withBo)).toEqual(["sent", "waiting"]);

    network.goUp();
    await alix.open();
    await host.pass(1_000);
    bo.messaging.openThread(withAlix);
    await host.settle();
    expect(alix.states(withBo)).toEqual(["sent", "sent"]);
    expect(bo.texts(withAlix)).toEqual(["first", "cut short"]);
  });

  it("fails one message that is refused, lets the next pass, and sends it on retry", async () => {
    network.faults.refusals = 1;
    alix.messaging.send(withBo, "refused");
    alix.messaging.send(withBo, "passes");
    await host.settle();
    expect(alix.messages(withBo).map(({ state }) => state)).toEqual([
      { kind: "failed", reason: "xmtp.refused" },
      { kind: "sent" },
    ]);

    const failed = alix.messages(withBo).find(({ state }) => state.kind === "failed");
    alix.messaging.retry(failed?.key ?? "");
    await host.settle();
    bo.messaging.openThread(withAlix);
    await host.settle();
    expect(bo.texts(withAlix)).toEqual(["passes", "refused"]);
    expect(alix.texts(withBo)).toEqual(bo.texts(withAlix));
  });

  it("refuses a text over the limit before it is shown", () => {
    expect(() => alix.messaging.send(withBo, "a".repeat(1024 * 1024 + 1))).toThrow(
      expect.objectContaining({ code: "message.too-large" }),
    );
    expect(alix.messages(withBo)).toEqual([]);
  });
});

describe("receiving", () => {
  it("shows the whole history of a thread into which a message streamed before it was opened", async () => {
    for (let i = 0; i < 5; i++) alix.messaging.send(withBo, `old ${i}`);
    await host.settle();
    bo.reload();
    await bo.open();
    alix.messaging.send(withBo, "new");
    await host.settle();
    bo.messaging.openThread(withAlix);
    await host.settle();
    expect(bo.texts(withAlix)).toEqual(["old 0", "old 1", "old 2", "old 3", "old 4", "new"]);
  });

  it("reads a long history page by page, each message once and in its place", async () => {
    for (let i = 0; i < 120; i++) alix.messaging.send(withBo, `${i}`);
    await host.pass(1_000);
    bo.reload();
    await bo.open();
    bo.messaging.openThread(withAlix);
    await host.settle();
    expect(bo.texts(withAlix)).toHaveLength(50);
    expect(bo.thread(withAlix).hasOlder).toBe(true);
    while (bo.thread(withAlix).hasOlder) {
      await bo.messaging.loadOlder(withAlix);
      await host.settle();
    }
    expect(bo.texts(withAlix)).toEqual(Array.from({ length: 120 }, (_, i) => `${i}`));
  });

  it("takes a burst in one change of the store a frame", async () => {
    bo.messaging.openThread(withAlix);
    await host.settle();
    const client = await directClient();
    let changes = 0;
    bo.messaging.store.subscribe(() => changes++);
    for (let i = 0; i < 50; i++) client(i);
    host.paint();
    expect(changes).toBe(1);
    await host.settle();
    expect(bo.texts(withAlix)).toEqual(Array.from({ length: 50 }, (_, i) => `burst ${i}`));
    expect(row(bo, withAlix)?.unreadCount).toBe(50);
  });

  it("gets everything missed while the node was away, once, in the order of the sender", async () => {
    alix.messaging.send(withBo, "before");
    await host.settle();
    bo.messaging.openThread(withAlix);
    await host.settle();
    network.faults.silentStreams = true;
    for (let i = 0; i < 120; i++) alix.messaging.send(withBo, `missed ${i}`);
    await host.settle();
    network.faults.silentStreams = false;
    network.goDown();
    network.goUp();
    network.faults.duplicates = true;
    alix.messaging.send(withBo, "after");
    await host.pass(6_000);
    const expected = ["before", ...Array.from({ length: 120 }, (_, i) => `missed ${i}`), "after"];
    expect(bo.texts(withAlix)).toEqual(expected);
    expect(alix.texts(withBo)).toEqual(expected);
  });

  it("shows what the engine learned while it published, though no stream told of it", async () => {
    bo.messaging.openThread(withAlix);
    await host.settle();
    network.faults.silentStreams = true;
    alix.messaging.send(withBo, "unheard");
    await host.settle();
    bo.messaging.send(withAlix, "answer");
    await host.pass(REREAD_AFTER_MS);
    expect(bo.texts(withAlix)).toEqual(["unheard", "answer"]);
    expect(row(bo, withAlix)?.unreadCount).toBe(1);
  });

  it("gives a message whose envelope came twice the time of the first", async () => {
    bo.messaging.openThread(withAlix);
    const publish = await directClient();
    network.faults.duplicates = true;
    publish(0);
    await host.pass(REREAD_AFTER_MS);
    const { messages } = await bo.client().listMessages(withAlix, { limit: 10 });
    const times = messages.map(({ sentAtNs }) => Number(sentAtNs / 1_000_000n));
    expect(bo.messages(withAlix).map(({ sentAtMs }) => sentAtMs)).toEqual(times);
  });

  it("shows both sides one thread when both began it at once", async () => {
    network.createDm([`inbox-of-${ALIX}`, `inbox-of-${BO}`] as never);
    network.createDm([`inbox-of-${BO}`, `inbox-of-${ALIX}`] as never);
    await host.settle();
    expect(alix.messaging.store.getState().rows.map(({ key }) => key)).toEqual([withBo]);
    expect(bo.messaging.store.getState().rows.map(({ key }) => key)).toEqual([withAlix]);
  });

  /** Publishes to Bo at once, without an app of Alix's between. */
  async function directClient() {
    const group = network.createDm([`inbox-of-${ALIX}`, `inbox-of-${BO}`] as never);
    await host.settle();
    return (i: number) =>
      network.publish({
        messageId: `direct-${i}` as never,
        groupId: group.id,
        senderInboxId: `inbox-of-${ALIX}` as never,
        content: { type: "text", text: `burst ${i}` },
      });
  }
});

describe("a client that died", () => {
  it("leaves what is shown, keeps what is written, and the next one sends and catches up", async () => {
    alix.messaging.send(withBo, "before");
    await host.settle();
    alix.lose();
    expect(alix.texts(withBo)).toEqual(["before"]);
    alix.messaging.send(withBo, "while it was gone");
    bo.messaging.openThread(withAlix);
    bo.messaging.send(withAlix, "missed");
    await host.settle();
    expect(alix.states(withBo)).toEqual(["sent", "waiting"]);
    await alix.open();
    expect(alix.states(withBo)).toEqual(["sent", "sent", "sent"]);
    expect(new Set(alix.texts(withBo))).toEqual(new Set(["before", "missed", "while it was gone"]));
    expect(bo.texts(withAlix)).toEqual(alix.texts(withBo));
  });

  it("has no say in whether the next one is connected", async () => {
    const old = alix.client();
    const opening = Promise.withResolvers<never>();
    old.stream = () => opening.promise;
    alix.lose();
    alix.messaging.attach(old, { leads: true });
    await host.settle();
    alix.lose();
    await alix.open();
    opening.reject(new Error("The worker was ended"));
    await host.settle();
    expect(alix.messaging.store.getState().connection.kind).toBe("live");
  });
});

it("a store that can't be read is no unhandled rejection, and is read after the next sync", async () => {
  alix.messaging.send(withBo, "hello");
  await host.settle();
  bo.lose();
  const client = bo.client();
  const { listConversations, listMessages, stream } = client;
  const [conversation] = await listConversations();
  const message = conversation?.lastMessage;
  if (!conversation || !message) throw new Error("Bo has the message");
  const fail = async () => {
    throw new Error("The store is busy");
  };
  Object.assign(client, { listConversations: fail, listMessages: fail });
  client.stream = (handlers) => {
    handlers.onMessage({ ...message, thread: dmKey("inbox-of-nobody" as never) });
    handlers.onConversation(conversation);
    return stream(handlers);
  };
  bo.messaging.openThread(withAlix);
  bo.messaging.attach(client, { leads: true });
  await host.settle();
  expect(bo.thread(withAlix).status).toBe("loading");
  Object.assign(client, { listConversations, listMessages });
  await host.pass(10_000);
  expect(bo.texts(withAlix)).toEqual(["hello"]);
  expect(bo.thread(withAlix).status).toBe("ready");
});

describe("this device's memory", () => {
  it("paints the list and the thread before the engine is up", async () => {
    alix.messaging.send(withBo, "remember me");
    await host.pass(3_000);
    bo.messaging.openThread(withAlix);
    await host.pass(3_000);
    bo.reload();
    bo.messaging.show(`inbox-of-${BO}` as never);
    await host.settle();
    expect(row(bo, withAlix)?.preview?.content).toEqual({ type: "text", text: "remember me" });
    expect(bo.texts(withAlix)).toEqual(["remember me"]);
  });

  it("counts unread until it is read, and does not count it again after a reload", async () => {
    alix.messaging.send(withBo, "one");
    alix.messaging.send(withBo, "two");
    await host.settle();
    expect(row(bo, withAlix)?.unreadCount).toBe(2);
    bo.messaging.openThread(withAlix);
    await host.settle();
    bo.messaging.markRead(withAlix);
    await host.pass(3_000);
    expect(row(bo, withAlix)?.unreadCount).toBe(0);
    bo.reload();
    await bo.open();
    expect(row(bo, withAlix)?.unreadCount).toBe(0);
  });

  it("shows a conversation that was opened before the client was, whatever the list takes", async () => {
    alix.messaging.send(withBo, "hi");
    await host.settle();
    bo.reload();
    const slow = { ...bo.client(), listConversations: () => new Promise<never>(() => undefined) };
    bo.messaging.show(slow.inboxId);
    bo.messaging.openThread(withAlix);
    bo.messaging.attach(slow, { leads: true });
    await host.settle();
    expect(bo.texts(withAlix)).toEqual(["hi"]);
  });

  it("has read on every device what was read on one, and nothing that came since", async () => {
    const phone = new Person(network, BO, host);
    await phone.open();
    for (const text of ["one", "two"]) alix.messaging.send(withBo, text);
    await host.settle();
    await bo.messaging.setConsent(withAlix, "allowed");
    bo.messaging.openThread(withAlix);
    await host.settle();
    expect([bo, phone].map((device) => row(device, withAlix)?.unreadCount)).toEqual([2, 2]);
    bo.messaging.markRead(withAlix);
    await host.pass(RECEIPT_AFTER_MS);
    expect([bo, phone].map((device) => row(device, withAlix)?.unreadCount)).toEqual([0, 0]);
    alix.messaging.send(withBo, "three");
    await host.settle();
    expect([bo, phone].map((device) => row(device, withAlix)?.unreadCount)).toEqual([1, 1]);
  });

  it("says to have read nothing that came while it was about to say so", async () => {
    alix.messaging.send(withBo, "one");
    await host.settle();
    await bo.messaging.setConsent(withAlix, "allowed");
    bo.messaging.openThread(withAlix);
    await host.settle();
    bo.messaging.markRead(withAlix);
    alix.messaging.send(withBo, "two");
    await host.pass(RECEIPT_AFTER_MS);
    expect(alix.thread(withBo).readUntilMs).toBeUndefined();
    bo.messaging.markRead(withAlix);
    await host.pass(RECEIPT_AFTER_MS);
    expect(alix.thread(withBo).readUntilMs?.size).toBe(1);
  });

  it("opens a known conversation by address without the network", async () => {
    alix.messaging.send(withBo, "hi");
    await host.settle();
    network.goDown();
    await expect(alix.messaging.openDm(BO.toLowerCase())).resolves.toBe(withBo);
  });

  it("tells an address that is not on XMTP from a network that does not answer", async () => {
    const stranger = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
    await expect(alix.messaging.openDm(stranger)).rejects.toMatchObject({
      code: "xmtp.not-registered",
    });
    network.goDown();
    await expect(alix.messaging.openDm(stranger)).rejects.toMatchObject({
      code: "xmtp.unreachable",
    });
    await expect(alix.messaging.openDm(ALIX)).rejects.toMatchObject({ code: "address.self" });
  });

  it("waits for the client with a stranger's address and with a decision, and forgets neither", async () => {
    bo.messaging.send(withAlix, "hello");
    await host.settle();
    alix.reload();
    alix.lose();
    await host.settle();
    const opening = expect(alix.messaging.openDm(CAM)).rejects.toMatchObject({
      code: "xmtp.not-registered",
    });
    const deciding = alix.messaging.setConsent(withBo, "denied");
    expect(row(alix, withBo)?.consent).toBe("denied");
    await alix.open();
    await opening;
    await deciding;
    alix.reload();
    await alix.open();
    expect(row(alix, withBo)?.consent).toBe("denied");
  });

  it("keeps a decision whose tab closes before the engine has noted it", async () => {
    bo.messaging.send(withAlix, "hello");
    await host.settle();
    const busy = { ...alix.client(), setConsent: () => new Promise<never>(() => undefined) };
    alix.messaging.attach(busy, { leads: true });
    await host.settle();
    void alix.messaging.setConsent(withBo, "allowed");
    alix.reload();
    await alix.open();
    expect(row(alix, withBo)?.consent).toBe("allowed");
    await alix.messaging.setConsent(withBo, "denied");
    alix.reload();
    await alix.open();
    expect(row(alix, withBo)?.consent).toBe("denied");
  });

  it("takes a decision back that the engine refuses, and does not try it again", async () => {
    bo.messaging.send(withAlix, "hello");
    await host.settle();
    const refusing = { ...alix.client(), setConsent: () => Promise.reject(new Error("no")) };
    alix.messaging.attach(refusing, { leads: true });
    await host.settle();
    await expect(alix.messaging.setConsent(withBo, "allowed")).rejects.toThrow("no");
    await host.settle();
    expect(row(alix, withBo)?.consent).toBe("unknown");
    alix.reload();
    await alix.open();
    expect(row(alix, withBo)?.consent).toBe("unknown");
  });
});

import { beforeEach, describe, expect, it } from "vitest";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import { ALIX, BO, type Person } from "@/tests/fakes/people.ts";
import { twoPeople } from "@/tests/fakes/two-people.ts";
import { REREAD_AFTER_MS } from "./reread-threads.ts";

let { network, host, alix, bo, withBo, withAlix } = await twoPeople();
beforeEach(async () => {
  ({ network, host, alix, bo, withBo, withAlix } = await twoPeople());
});

function row(person: Person, key: ThreadKey) {
  return person.messaging.store.getState().rows.find((candidate) => candidate.key === key);
}

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

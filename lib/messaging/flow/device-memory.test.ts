import { beforeEach, describe, expect, it } from "vitest";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import { ALIX, BO, CAM, Person } from "@/tests/fakes/people.ts";
import { twoPeople } from "@/tests/fakes/two-people.ts";
import { RECEIPT_AFTER_MS } from "./read-receipts.ts";

let { network, host, alix, bo, withBo, withAlix } = await twoPeople();
beforeEach(async () => {
  ({ network, host, alix, bo, withBo, withAlix } = await twoPeople());
});

function row(person: Person, key: ThreadKey) {
  return person.messaging.store.getState().rows.find((candidate) => candidate.key === key);
}

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

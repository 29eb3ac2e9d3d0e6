import { beforeEach, expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { FakeNetwork } from "@/tests/fakes/fake-network.ts";
import { ALIX, BO, Person } from "@/tests/fakes/people.ts";
import { VirtualHost } from "@/tests/fakes/virtual-host.ts";
import { dmKey, type MessageId, type ThreadKey } from "../core/records.ts";
import { RECEIPT_AFTER_MS } from "./read-receipts.ts";
import { TYPING_ENDS_AFTER_MS, TYPING_EVERY_MS } from "./typing.ts";

let network: FakeNetwork;
let host: VirtualHost;
let alix: Person;
let bo: Person;
let withBo: ThreadKey;
let withAlix: ThreadKey;

beforeEach(async () => {
  network = new FakeNetwork();
  host = new VirtualHost();
  [alix, bo] = [new Person(network, ALIX, host), new Person(network, BO, host)];
  await Promise.all([alix.open(), bo.open()]);
  withBo = await alix.messaging.openDm(BO);
  withAlix = dmKey(`inbox-of-${ALIX}` as InboxId);
  alix.messaging.openThread(withBo);
  alix.messaging.send(withBo, "hello");
  await host.settle();
  bo.messaging.openThread(withAlix);
  await host.settle();
});

const boId = `inbox-of-${BO}` as InboxId;

function firstOf(person: Person, key: ThreadKey) {
  const [message] = person.messages(key);
  if (!message?.id) throw new Error("no message there");
  return { ...message, id: message.id };
}

async function boReacts(emoji: string, action: "added" | "removed" = "added") {
  const { id, senderInboxId } = firstOf(bo, withAlix);
  bo.messaging.write(withAlix, {
    type: "reaction",
    to: id,
    toInboxId: senderInboxId,
    emoji,
    action,
  });
  bo.messaging.openThread(withAlix);
}

it("shows a reaction at once, keeps it over an outage, and brings it to the other side", async () => {
  network.goDown();
  await host.settle();
  await boReacts("👍");
  expect(firstOf(bo, withAlix).reactions).toEqual([{ emoji: "👍", inboxIds: [boId] }]);
  expect(bo.messages(withAlix)).toHaveLength(1);
  bo.reload();
  network.goUp();
  await bo.open();
  bo.messaging.openThread(withAlix);
  await host.pass(20_000);
  alix.messaging.openThread(withBo);
  await host.pass(20_000);
  expect(firstOf(alix, withBo).reactions).toEqual([{ emoji: "👍", inboxIds: [boId] }]);
  await boReacts("👍", "removed");
  await host.settle();
  expect(firstOf(alix, withBo).reactions).toBeUndefined();
});

it("undoes what the network refuses, and says so", async () => {
  network.faults.refusals = 1;
  await boReacts("👎");
  expect(firstOf(bo, withAlix).reactions).toHaveLength(1);
  await host.settle();
  expect(firstOf(bo, withAlix).reactions).toBeUndefined();
  expect(bo.messaging.store.getState().undone).toMatchObject({
    content: { type: "reaction", emoji: "👎" },
    reason: "xmtp.refused",
  });
});

it("takes a message back on both sides at once, in the list too", async () => {
  alix.messaging.write(withBo, { type: "deletion", of: firstOf(alix, withBo).id });
  alix.messaging.openThread(withBo);
  expect(firstOf(alix, withBo).content).toMatchObject({ type: "deleted" });
  await host.settle();
  expect(firstOf(bo, withAlix).content).toMatchObject({ type: "deleted" });
  const [row] = bo.messaging.store.getState().rows;
  expect(row?.preview?.content.type).toBe("deleted");
  expect(row?.unreadCount).toBe(0);
});

it("takes a message away here, and nowhere else", async () => {
  await bo.messaging.deleteHere(firstOf(bo, withAlix).id);
  await host.settle();
  expect(bo.messages(withAlix)).toEqual([]);
  expect(alix.texts(withBo)).toEqual(["hello"]);
});

it("takes nothing that was deleted from what the last visit kept", async () => {
  bo.messaging.send(withAlix, "second");
  await host.settle();
  await host.pass(5_000);
  const { id } = bo.messages(withAlix).at(-1) ?? {};
  bo.reload();
  bo.store.messages.delete(id as MessageId);
  await bo.open();
  bo.messaging.openThread(withAlix);
  await host.settle();
  expect(bo.texts(withAlix)).toEqual(["hello"]);
  expect(bo.messaging.store.getState().rows[0]?.preview?.content).toMatchObject({ text: "hello" });
});

it("forgets a stranger's words, and lists them again when they write again", async () => {
  await bo.messaging.forgetThread(withAlix);
  await host.settle();
  expect(bo.messages(withAlix)).toEqual([]);
  expect(bo.messaging.store.getState().rows[0]?.preview).toBeUndefined();
  alix.messaging.send(withBo, "are you there?");
  await host.settle();
  expect(bo.texts(withAlix)).toEqual(["are you there?"]);
});

it("keeps a reply and what it stands on over an outage", async () => {
  network.goDown();
  await host.settle();
  const { id, senderInboxId, content } = firstOf(bo, withAlix);
  if (content.type !== "text") throw new Error("not a text");
  const to = { id, senderInboxId, content };
  bo.messaging.write(withAlix, { type: "reply", to, content: { type: "text", text: "indeed" } });
  network.goUp();
  await host.pass(20_000);
  expect(alix.messages(withBo).at(-1)?.content).toEqual({
    type: "reply",
    to: { id, senderInboxId, content },
    content: { type: "text", text: "indeed" },
  });
});

it("cancels what has not left, and nobody ever gets it", async () => {
  network.goDown();
  await host.settle();
  const key = alix.messaging.send(withBo, "better not");
  alix.messaging.discard(key);
  network.goUp();
  await host.pass(20_000);
  expect(alix.texts(withBo)).toEqual(["hello"]);
  expect(bo.texts(withAlix)).toEqual(["hello"]);
});

it("tells that one has read once one is known, and never a stranger", async () => {
  bo.messaging.markRead(withAlix);
  await host.pass(RECEIPT_AFTER_MS);
  expect(alix.thread(withBo).readUntilMs).toBeUndefined();
  await bo.messaging.setConsent(withAlix, "allowed");
  bo.messaging.markRead(withAlix);
  await host.pass(RECEIPT_AFTER_MS);
  const readUntilMs = alix.thread(withBo).readUntilMs?.get(boId) ?? 0;
  expect(readUntilMs).toBeGreaterThanOrEqual(firstOf(alix, withBo).sentAtMs);
});

it("says nothing of reading or writing to others when one does not want to", async () => {
  await bo.messaging.setConsent(withAlix, "allowed");
  bo.manners = { sendsReadReceipts: false, sendsTyping: false };
  bo.messaging.markRead(withAlix);
  bo.messaging.tellTyping(withAlix);
  await host.pass(RECEIPT_AFTER_MS);
  expect(alix.thread(withBo).readUntilMs).toBeUndefined();
  expect(alix.thread(withBo).typing).toBeUndefined();
});

it("shows who is writing, until they stop or the message is there", async () => {
  bo.messaging.send(withAlix, "hi");
  await host.settle();
  alix.messaging.markRead(withBo);
  await host.pass(RECEIPT_AFTER_MS);
  bo.messaging.tellTyping(withAlix);
  await host.settle();
  expect(alix.thread(withBo).typing).toEqual([boId]);
  await host.pass(TYPING_ENDS_AFTER_MS);
  expect(alix.thread(withBo).typing).toBeUndefined();

  await host.pass(TYPING_EVERY_MS);
  bo.messaging.tellTyping(withAlix);
  await host.settle();
  expect(alix.thread(withBo).typing).toEqual([boId]);
  bo.messaging.send(withAlix, "there it is");
  await host.settle();
  expect(alix.thread(withBo).typing).toBeUndefined();

  bo.messaging.tellTyping(withAlix);
  await host.settle();
  expect(alix.thread(withBo).typing).toEqual([boId]);
});

it("takes a message off the screen and out of the list when its time is over", async () => {
  const expiresAtNs = BigInt(host.nowMs() + 60_000) * 1_000_000n;
  const message = alix.store.messages.get(firstOf(alix, withBo).id as MessageId);
  if (!message) throw new Error("not stored");
  const record = { ...message, expiresAtNs };
  alix.store.messages.set(record.id, record);
  alix.messaging.openThread(withBo);
  await host.settle();
  expect(firstOf(alix, withBo).expiresAtMs).toBe(host.nowMs() + 60_000);
  await host.pass(59_999);
  expect(alix.texts(withBo)).toEqual(["hello"]);
  alix.store.messages.delete(record.id);
  await host.pass(1);
  expect(alix.texts(withBo)).toEqual([]);
  expect(alix.messaging.store.getState().rows[0]?.preview).toBeUndefined();
});

it("paints nothing from the disk that disappeared while nobody was there", async () => {
  const message = alix.store.messages.get(firstOf(alix, withBo).id as MessageId);
  if (!message) throw new Error("not stored");
  const expiresAtNs = BigInt(host.nowMs() + 60_000) * 1_000_000n;
  alix.store.messages.set(message.id, { ...message, expiresAtNs });
  alix.messaging.openThread(withBo);
  await host.pass(2_000);
  alix.messaging.stop();
  await host.pass(60_000);
  alix.reload();
  alix.lose();
  await host.settle();
  expect(alix.texts(withBo)).toEqual([]);
  const [row] = alix.messaging.store.getState().rows;
  expect(row?.key).toBe(withBo);
  expect(row).not.toHaveProperty("preview");
});

it("leaves nothing of what disappeared in the answers to it", async () => {
  const first = firstOf(alix, withBo);
  const message = alix.store.messages.get(first.id as MessageId);
  if (!message) throw new Error("not stored");
  const expiresAtNs = BigInt(host.nowMs() + 60_000) * 1_000_000n;
  alix.store.messages.set(message.id, { ...message, expiresAtNs });
  const to = { id: message.id, senderInboxId: message.senderInboxId, content: message.content };
  if (to.content.type === "reply") throw new Error("a text is no reply");
  const reply = { type: "reply", to, content: { type: "text", text: "yes" } } as const;
  alix.messaging.write(withBo, { ...reply, to: { ...to, content: to.content } });
  alix.messaging.openThread(withBo);
  await host.settle();
  alix.store.messages.delete(message.id);
  await host.pass(60_000);
  expect(alix.messages(withBo).map(({ content }) => content)).toMatchObject([
    { type: "reply", to: { id: message.id }, content: { text: "yes" } },
  ]);
  expect(alix.messages(withBo)[0]?.content).not.toHaveProperty("to.content");
});

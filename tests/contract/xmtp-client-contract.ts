import { expect, it } from "vitest";
import type { InlineFile } from "@/lib/attachments/core/attachment.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { WalletSignature } from "@/lib/identity/core/wallet-signature.ts";
import type {
  ConversationRecord,
  MessageRecord,
  PeerRecord,
  ThreadKey,
} from "@/lib/messaging/core/records.ts";
import { newsListener } from "@/lib/messaging/core/stream-news.ts";
import type { MessagePage, StreamHandlers, XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";

/** A network and what can be done to it, so that one suite judges the fake and the real one. */
export type XmtpWorld = {
  /** A registered client, of a new account unless one is given. */
  join(address?: Address): Promise<XmtpClient>;
  /** An account that nobody has signed in with. */
  newAccount(): Address;
  signAs(address: Address, text: string): Promise<WalletSignature>;
  /** Somebody with another app makes a group with these people, and writes in it. */
  makeGroup(name: string, members: readonly XmtpClient[], text: string): Promise<PeerRecord>;
  /** Somebody with another app writes to this person: a file inside the message. */
  sendInlineFile(to: XmtpClient, file: InlineFile, bytes: Uint8Array): Promise<PeerRecord>;
  /** The next publish is stored by the network, and its answer lost. */
  loseNextAnswer(): void;
  goDown(): Promise<void>;
  goUp(): Promise<void>;
  /** So much time passes on the network and on all devices. */
  elapse(ms: number): Promise<void>;
};

/** What the app relies on of any `XmtpClient`. */
export function xmtpClientContract(world: XmtpWorld): void {
  async function pair() {
    const [alix, bo] = [await world.join(), await world.join()];
    const withBo = await alix.openDm(bo.inboxId);
    return { alix, bo, withBo };
  }

  it("finds the inbox of a registered address, and none for another", async () => {
    const [alix, bo] = [await world.join(), await world.join()];
    expect(await alix.findInbox(bo.address)).toBe(bo.inboxId);
    expect(await alix.findInbox(world.newAccount())).toBeUndefined();
  });

  it("names a DM on both sides by the other one, with their address", async () => {
    const { alix, bo, withBo } = await pair();
    expect(withBo).toMatchObject({
      key: `dm:${bo.inboxId}`,
      kind: "dm",
      peer: { inboxId: bo.inboxId, address: bo.address },
    });
    await bo.syncAll();
    expect(await bo.listConversations()).toMatchObject([
      { key: `dm:${alix.inboxId}`, peer: { inboxId: alix.inboxId, address: alix.address } },
    ]);
  });

  it("gives the same conversation when it is opened twice", async () => {
    const { alix, bo, withBo } = await pair();
    expect((await alix.openDm(bo.inboxId)).id).toBe(withBo.id);
  });

  it("keeps a prepared message unpublished, and the same key is the same message", async () => {
    const { alix, withBo } = await pair();
    const first = await alix.prepare(withBo.key, text("hi"), "key-1");
    const again = await alix.prepare(withBo.key, text("hi"), "key-1");
    expect(again).toBe(first);
    expect(await list(alix, withBo.key)).toMatchObject([{ id: first, delivery: "unpublished" }]);
  });

  it("forgets a message that is deleted, and says nothing of one that is gone", async () => {
    const { alix, withBo } = await pair();
    const id = await alix.prepare(withBo.key, text("better not"), "key-1");
    await alix.deleteMessage(id);
    await alix.deleteMessage(id);
    expect(await list(alix, withBo.key)).toEqual([]);
  });

  it("publishes once: the receiver has it with the sender's id, order and time", async () => {
    const { alix, bo, withBo } = await pair();
    const sent: MessageRecord[] = [];
    for (const body of ["one", "two", "three"]) sent.push(await send(alix, withBo.key, body));
    const again = await alix.publish((sent[0] as MessageRecord).id);
    expect(again).toMatchObject({ delivery: "published", sentAtNs: sent[0]?.sentAtNs });
    await bo.syncAll();
    const received = await list(bo, `dm:${alix.inboxId}`);
    expect(received.map(summary)).toEqual(sent.map(summary));
    expect(received.map(({ content }) => content)).toEqual(["one", "two", "three"].map(text));
  });

  it("does not double a message whose answer was lost and that is published again", async () => {
    const { alix, bo, withBo } = await pair();
    const id = await alix.prepare(withBo.key, text("once"), "key-1");
    world.loseNextAnswer();
    await alix.publish(id).catch((error) => expect(error.code).toBe("xmtp.unreachable"));
    await alix.publish(id);
    await send(alix, withBo.key, "after");
    await bo.syncAll();
    const received = await list(bo, `dm:${alix.inboxId}`);
    expect(received.map(({ content }) => content)).toEqual([text("once"), text("after")]);
    // One time and one place for everybody, whichever of the envelopes came first.
    expect((await list(alix, withBo.key)).map(summary)).toEqual(received.map(summary));
  });

  it("fails with xmtp.unreachable while the network is away, and publishes when it is back", async () => {
    const { alix, bo, withBo } = await pair();
    const id = await alix.prepare(withBo.key, text("later"), "key-1");
    await world.goDown();
    await expect(alix.publish(id)).rejects.toMatchObject({ code: "xmtp.unreachable" });
    await expect(alix.probe()).rejects.toMatchObject({ code: "xmtp.unreachable" });
    await expect(alix.syncAll()).rejects.toMatchObject({ code: "xmtp.unreachable" });
    await expect(alix.stream(deaf)).rejects.toMatchObject({ code: "xmtp.unreachable" });
    expect(await list(alix, withBo.key)).toHaveLength(1);
    await world.goUp();
    await alix.probe();
    expect(await alix.publish(id)).toMatchObject({ id, delivery: "published" });
    await bo.syncAll();
    expect(await list(bo, `dm:${alix.inboxId}`)).toMatchObject([{ id }]);
  });

  it("streams new conversations and their messages", async () => {
    const [alix, bo] = [await world.join(), await world.join()];
    const heard = listening();
    const close = await bo.stream(heard.handlers);
    const withBo = await alix.openDm(bo.inboxId);
    const sent = await send(alix, withBo.key, "live");
    expect((await heard.message).id).toBe(sent.id);
    expect((await heard.conversation).key).toBe(`dm:${alix.inboxId}`);
    close();
  });

  it("tells the end of a stream when the network goes away", async () => {
    const alix = await world.join();
    const heard = listening();
    await alix.stream(heard.handlers);
    await world.goDown();
    await heard.end;
    await world.goUp();
  });

  it("hands new conversations on while it catches up", async () => {
    const bo = await world.join();
    for (let i = 0; i < 3; i++) {
      const stranger = await world.join();
      await send(stranger, (await stranger.openDm(bo.inboxId)).key, `from ${i}`);
    }
    const found = new Map<ThreadKey, ConversationRecord>();
    await bo.syncAll((conversation) => found.set(conversation.key, conversation));
    const last = [...found.values()].map(({ lastMessage }) => lastMessage?.content);
    expect(last).toHaveLength(3);
    expect(last).toEqual(expect.arrayContaining([0, 1, 2].map((i) => text(`from ${i}`))));
  });

  it("pages through history without losing messages of one instant", async () => {
    const { alix, withBo } = await pair();
    for (let i = 0; i < 7; i++) await send(alix, withBo.key, `m${i}`);
    const newest = await alix.listMessages(withBo.key, { limit: 3 });
    expect(texts(newest)).toEqual(["m4", "m5", "m6"]);
    expect(newest.hasOlder).toBe(true);
    const untilNs = newest.messages[0]?.sentAtNs ?? 0n;
    const older = await alix.listMessages(withBo.key, { untilNs, limit: 10 });
    expect(texts(older)).toEqual(["m0", "m1", "m2", "m3", "m4"]);
    expect(older.hasOlder).toBe(false);
  });

  it("pages through history forwards too, from a message in the middle", async () => {
    const { alix, withBo } = await pair();
    const sent: MessageRecord[] = [];
    for (let i = 0; i < 6; i++) sent.push(await send(alix, withBo.key, `m${i}`));
    const fromNs = sent[1]?.sentAtNs ?? 0n;
    const page = await alix.listNewer(withBo.key, { fromNs, limit: 3 });
    expect(texts(page)).toEqual(["m1", "m2", "m3"]);
    expect(page.hasNewer).toBe(true);
    const nextNs = page.messages.at(-1)?.sentAtNs ?? 0n;
    const rest = await alix.listNewer(withBo.key, { fromNs: nextNs, limit: 3 });
    expect(texts(rest)).toEqual(["m3", "m4", "m5"]);
    expect(rest.hasNewer).toBe(false);
  });

  it("reads messages by id, of any thread, and leaves out what is gone", async () => {
    const { alix, bo, withBo } = await pair();
    const withCy = await alix.openDm((await world.join()).inboxId);
    const [first, second] = [await send(alix, withBo.key, "a"), await send(alix, withCy.key, "b")];
    const id = await alix.prepare(withBo.key, text("deleted"), "key-1");
    await alix.deleteMessage(id);
    expect(await alix.readMessages([second.id, id, first.id])).toMatchObject([
      { ...summary(second), thread: withCy.key, content: text("b") },
      { ...summary(first), thread: withBo.key, content: text("a") },
    ]);
    await bo.syncAll();
    expect(await bo.readMessages([first.id, second.id])).toMatchObject([summary(first)]);
  });

  it("counts what others wrote after a time", async () => {
    const { alix, bo, withBo } = await pair();
    const first = await send(alix, withBo.key, "one");
    await send(alix, withBo.key, "two");
    await bo.syncAll();
    const withAlix: ThreadKey = `dm:${alix.inboxId}`;
    expect(await bo.countUnread({ [withAlix]: 0n })).toEqual({ [withAlix]: 2 });
    expect(await bo.countUnread({ [withAlix]: first.sentAtNs })).toEqual({ [withAlix]: 1 });
    expect(await alix.countUnread({ [withBo.key]: 0n })).toEqual({});
  });

  it("reads and writes in a group that was made in another app", async () => {
    const [alix, bo] = [await world.join(), await world.join()];
    const maker = await world.makeGroup("Crew", [alix, bo], "welcome");
    await alix.syncAll();
    const [group] = await alix.listConversations();
    expect(group).toMatchObject({ kind: "group", name: "Crew" });
    const key = (group as ConversationRecord).key;
    expect(key).toMatch(/^group:[0-9a-f]{32}$/);
    expect((await list(alix, key)).at(-1)).toMatchObject({
      senderInboxId: maker.inboxId,
      content: text("welcome"),
    });
    const reply = await send(alix, key, "thanks");
    await bo.syncAll();
    expect((await list(bo, key)).at(-1)).toMatchObject({
      ...summary(reply),
      content: text("thanks"),
    });
    expect(await bo.findPeers([maker.inboxId, alix.inboxId])).toEqual([
      maker,
      { inboxId: alix.inboxId, address: alix.address },
    ]);
    expect(await bo.countUnread({ [key]: 0n })).toEqual({ [key]: 2 });
  });

  it("tells who joined a group, and nothing of the making of a DM", async () => {
    const { alix, bo, withBo } = await pair();
    await world.makeGroup("Crew", [alix, bo], "welcome");
    await alix.syncAll();
    const group = (await alix.listConversations()).find(({ kind }) => kind === "group");
    const [first] = await list(alix, (group as ConversationRecord).key);
    expect(first?.content).toMatchObject({ type: "group-changed", changes: [{ kind: "added" }] });
    expect(JSON.stringify(first?.content)).toContain(alix.inboxId);
    expect(await list(alix, withBo.key)).toEqual([]);
  });

  it("stitches two DMs that were begun at once: both sides see everything", async () => {
    const [alix, bo] = [await world.join(), await world.join()];
    const [withBo, withAlix] = await Promise.all([
      alix.openDm(bo.inboxId),
      bo.openDm(alix.inboxId),
    ]);
    await send(alix, withBo.key, "from alix");
    await send(bo, withAlix.key, "from bo");
    await Promise.all([alix.syncAll(), bo.syncAll()]);
    await send(alix, withBo.key, "again");
    await bo.syncAll();
    await alix.syncAll();
    expect(await alix.listConversations()).toHaveLength(1);
    expect(await bo.listConversations()).toHaveLength(1);
    const seenByAlix = await list(alix, withBo.key);
    expect(seenByAlix.map(summary)).toEqual((await list(bo, withAlix.key)).map(summary));
    expect(seenByAlix).toHaveLength(3);
  });
}

function text(body: string) {
  return { type: "text" as const, text: body };
}

function texts(page: Pick<MessagePage, "messages">): string[] {
  return page.messages.map(({ content }) => (content.type === "text" ? content.text : "?"));
}

function summary({ id, senderInboxId, sentAtNs, delivery }: MessageRecord) {
  return { id, senderInboxId, sentAtNs, delivery };
}

async function list(client: XmtpClient, key: ThreadKey): Promise<MessageRecord[]> {
  return (await client.listMessages(key, { limit: 100 })).messages;
}

let keys = 0;
async function send(client: XmtpClient, key: ThreadKey, body: string): Promise<MessageRecord> {
  const id = await client.prepare(key, text(body), `contract-${keys++}`);
  return mustShow(await client.publish(id));
}

function mustShow(record: MessageRecord | undefined): MessageRecord {
  if (!record) throw new Error("A text shows as a message");
  return record;
}

const deaf: StreamHandlers = { ...newsListener(() => undefined), onEnd: () => undefined };

/** Stream handlers with a promise for the first of each thing heard. */
function listening() {
  const message = Promise.withResolvers<MessageRecord>();
  const conversation = Promise.withResolvers<ConversationRecord>();
  const end = Promise.withResolvers<unknown>();
  const handlers: StreamHandlers = {
    ...deaf,
    onMessage: message.resolve,
    onConversation: conversation.resolve,
    onEnd: end.resolve,
  };
  return {
    handlers,
    message: message.promise,
    conversation: conversation.promise,
    end: end.promise,
  };
}

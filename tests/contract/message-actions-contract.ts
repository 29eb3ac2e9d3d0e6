import { expect, it } from "vitest";
import type { CallOutcome } from "@/lib/calls/core/call-outcome.ts";
import type { CallId, CallSignal, PartyId } from "@/lib/calls/core/signal.ts";
import type {
  MessageId,
  MessageRecord,
  SentContent,
  ThreadKey,
} from "@/lib/messaging/core/records.ts";
import { type Heard, newsListener, type StreamNews } from "@/lib/messaging/core/stream-news.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import type { XmtpWorld } from "./xmtp-client-contract.ts";

/** What people do to messages that are there: replies, reactions, deletions, receipts, consent. */
export function messageActionsContract(world: XmtpWorld): void {
  async function talk() {
    const [alix, bo] = [await world.join(), await world.join()];
    const withBo = (await alix.openDm(bo.inboxId)).key;
    const withAlix: ThreadKey = `dm:${alix.inboxId}`;
    const first = await say(alix, withBo, "first");
    await bo.syncAll();
    return { alix, bo, withBo, withAlix, first };
  }

  it("carries a reply with what it stands on, to both sides", async () => {
    const { alix, bo, withBo, withAlix, first } = await talk();
    const reply = { type: "reply", to: { id: first }, content: text("indeed") } as const;
    await write(bo, withAlix, reply);
    await alix.syncAll();
    const expected = {
      content: {
        type: "reply",
        to: { id: first, senderInboxId: alix.inboxId, content: text("first") },
        content: text("indeed"),
      },
    };
    expect((await list(alix, withBo)).at(-1)).toMatchObject(expected);
    expect((await list(bo, withAlix)).at(-1)).toMatchObject(expected);
  });

  it("is the same message when a reply is prepared again", async () => {
    const { bo, withAlix, first } = await talk();
    const reply = { type: "reply", to: { id: first }, content: text("once") } as const;
    const ids = new Set<MessageId>();
    for (let i = 0; i < 8; i++) ids.add(await bo.prepare(withAlix, reply, "the-same-key"));
    expect([...ids]).toHaveLength(1);
  });

  it("carries transactions, and what a wallet is asked for, as they were written", async () => {
    const { alix, bo, withBo, withAlix } = await talk();
    const [one, other] = [`0x${"a1".repeat(20)}`, `0x${"b2".repeat(20)}`];
    const asked: SentContent = {
      type: "wallet-calls",
      request: {
        version: "1.0",
        chainId: "0x2105",
        from: one,
        calls: [
          {
            to: other,
            value: "0x1",
            data: "0x",
            metadata: { description: "Tea", transactionType: "transfer", currency: "ETH" },
          },
          { to: one, value: "0x2", data: "0x" },
        ],
      },
    };
    const pointed: SentContent = {
      type: "transaction",
      transaction: {
        namespace: "eip155",
        networkId: "0x2105",
        reference: `0x${"cd".repeat(32)}`,
        metadata: {
          transactionType: "transfer",
          currency: "ETH",
          amount: 1e18,
          decimals: 18,
          fromAddress: one,
          toAddress: other,
        },
      },
    };
    await write(alix, withBo, asked);
    await write(alix, withBo, pointed);
    await bo.syncAll();
    const came = (await list(bo, withAlix)).map(({ content }) => content);
    expect(came.slice(-2)).toEqual([asked, pointed]);
    const ids = new Set<MessageId>();
    for (const content of [asked, structuredClone(came.at(-2) as SentContent)])
      ids.add(await alix.prepare(withBo, content, "the-same-key"));
    expect([...ids]).toHaveLength(1);
  });

  it("gathers reactions on their message, and takes them back", async () => {
    const { alix, bo, withBo, withAlix, first } = await talk();
    const shown = await write(bo, withAlix, reactTo(first, alix, "👍"));
    expect(shown).toMatchObject({ id: first, reactions: [{ emoji: "👍" }] });
    await write(bo, withAlix, reactTo(first, alix, "🎉"));
    await alix.syncAll();
    await write(alix, withBo, reactTo(first, alix, "👍"));
    expect((await list(alix, withBo))[0]?.reactions).toEqual([
      { emoji: "👍", inboxIds: [bo.inboxId, alix.inboxId] },
      { emoji: "🎉", inboxIds: [bo.inboxId] },
    ]);
    await write(bo, withAlix, { ...reactTo(first, alix, "👍"), action: "removed" });
    await bo.syncAll();
    expect((await list(bo, withAlix))[0]?.reactions).toEqual([
      { emoji: "👍", inboxIds: [alix.inboxId] },
      { emoji: "🎉", inboxIds: [bo.inboxId] },
    ]);
    expect(await list(bo, withAlix)).toHaveLength(1);
  });

  it("streams a reaction as the message that it is about", async () => {
    const { alix, bo, withBo, first } = await talk();
    const heard = listenTo(bo, "message");
    const close = await heard.opening;
    await write(alix, withBo, reactTo(first, alix, "🔥"));
    expect(await heard.first).toMatchObject({
      kind: "message",
      message: { id: first, reactions: [{ emoji: "🔥", inboxIds: [alix.inboxId] }] },
    });
    close();
  });

  it("takes a message back for everyone, and nobody else's", async () => {
    const { alix, bo, withBo, withAlix, first } = await talk();
    const second = await say(bo, withAlix, "second");
    await write(bo, withAlix, { type: "deletion", of: first });
    const shown = await write(bo, withAlix, { type: "deletion", of: second });
    expect(shown).toMatchObject({ id: second, content: { type: "deleted", by: bo.inboxId } });
    await alix.syncAll();
    const seen = await list(alix, withBo);
    expect(seen.map(({ id, content }) => [id, content.type])).toEqual([
      [first, "text"],
      [second, "deleted"],
    ]);
    expect((await list(bo, withAlix)).at(-1)?.content.type).toBe("deleted");
    expect(await alix.countUnread({ [withBo]: 0n })).toEqual({});
  });

  it("takes back what was written in a DM that both began at once", async () => {
    const [alix, bo] = [await world.join(), await world.join()];
    const [withBo, withAlix] = await Promise.all([
      alix.openDm(bo.inboxId).then(({ key }) => key),
      bo.openDm(alix.inboxId).then(({ key }) => key),
    ]);
    const ofAlix = await say(alix, withBo, "from alix");
    const ofBo = await say(bo, withAlix, "from bo");
    await Promise.all([alix.syncAll(), bo.syncAll()]);
    await say(bo, withAlix, "again");
    await alix.syncAll();
    await write(alix, withBo, { type: "deletion", of: ofAlix });
    await write(bo, withAlix, { type: "deletion", of: ofBo });
    await Promise.all([alix.syncAll(), bo.syncAll()]);
    for (const [client, key] of [
      [alix, withBo],
      [bo, withAlix],
    ] as const) {
      const types = (await list(client, key)).map(({ content }) => content.type);
      expect(types).toEqual(["deleted", "deleted", "text"]);
    }
  });

  it("tells the list when its last message was taken back", async () => {
    const { alix, bo, withBo, first } = await talk();
    const heard = listenTo(bo, "message");
    const close = await heard.opening;
    await write(alix, withBo, { type: "deletion", of: first });
    expect(await heard.first).toMatchObject({
      message: { id: first, content: { type: "deleted" } },
    });
    for (const client of [alix, bo]) {
      const [row] = await client.listConversations();
      expect(row?.lastMessage).toMatchObject({ id: first, content: { type: "deleted" } });
    }
    close();
  });

  it("tells who has read, and who is writing, and keeps the second nowhere", async () => {
    const { alix, bo, withBo, withAlix, first } = await talk();
    const read = listenTo(alix, "read");
    const close = await read.opening;
    await bo.signal(withAlix, "read");
    const { read: said } = (await read.first) as Extract<StreamNews, { kind: "read" }>;
    expect(said).toMatchObject({ thread: withBo, inboxId: bo.inboxId, isFromParley: true });
    expect(await alix.readTimes(withBo)).toEqual({
      [bo.inboxId]: { untilNs: said.atNs, isFromParley: true },
    });
    close();

    const typing = listenTo(alix, "typing");
    const end = await typing.opening;
    await bo.signal(withAlix, "typing");
    const news = (await typing.first) as { typing: Heard };
    expect(news.typing).toMatchObject({ thread: withBo, inboxId: bo.inboxId });
    expect((await list(alix, withBo)).map(({ id }) => id)).toEqual([first]);
    expect((await list(bo, withAlix)).map(({ id }) => id)).toEqual([first]);
    expect(await alix.countUnread({ [withBo]: 0n })).toEqual({});
    end();
  });

  it("counts as unread on no device what one of them said to have read", async () => {
    const address = world.newAccount();
    const devices = [await world.join(address), await world.join(address)] as const;
    const [phone, laptop] = devices;
    const bo = await world.join();
    const withBo: ThreadKey = `dm:${bo.inboxId}`;
    const { key: withAlix } = await bo.openDm(phone.inboxId);
    await say(bo, withAlix, "one");
    const [one] = await list(bo, withAlix);
    await say(bo, withAlix, "two");
    for (const device of devices) await device.syncAll();
    const counts = () => Promise.all(devices.map((device) => device.countUnread({ [withBo]: 0n })));
    expect(await counts()).toEqual([{ [withBo]: 2 }, { [withBo]: 2 }]);
    const read = listenTo(laptop, "read");
    const close = await read.opening;
    await phone.signal(withBo, "read", one?.sentAtNs);
    expect(await read.first).toMatchObject({ read: { thread: withBo, inboxId: phone.inboxId } });
    expect(await counts(), "the second was not seen yet").toEqual([
      { [withBo]: 1 },
      { [withBo]: 1 },
    ]);
    await phone.signal(withBo, "read");
    await laptop.syncAll();
    expect(await counts(), "as other apps say it").toEqual([{}, {}]);
    await say(bo, withAlix, "three");
    for (const device of devices) await device.syncAll();
    expect(await counts()).toEqual([{ [withBo]: 1 }, { [withBo]: 1 }]);
    close();
  });

  it("leaves no trace of who was writing while nobody listened", async () => {
    const { alix, bo, withBo, withAlix, first } = await talk();
    await bo.signal(withAlix, "typing");
    await alix.syncAll();
    expect(await alix.countUnread({ [withBo]: 0n })).toEqual({});
    expect((await alix.listConversations())[0]?.lastMessage?.id).toBe(first);
    expect((await list(alix, withBo)).map(({ id }) => id)).toEqual([first]);
  });

  it("tells everybody of a call what is said of it, and shows and counts none of that", async () => {
    const { alix, bo, withBo, withAlix, first } = await talk();
    const callId = "0f".repeat(16) as CallId;
    const party = "a1".repeat(16) as PartyId;
    const end: CallSignal = { callId, party, seq: 1, type: "end", reason: "cancelled" };
    const here = listenTo(alix, "call");
    const there = listenTo(bo, "call");
    const closers = [await here.opening, await there.opening];
    await alix.sendCall(withBo, end);
    const said = { signal: end, from: alix.inboxId };
    expect(await here.first, "other tabs of this device are told, too").toMatchObject({
      call: { ...said, thread: withBo },
    });
    const { call } = (await there.first) as Extract<StreamNews, { kind: "call" }>;
    expect(call).toMatchObject({ ...said, thread: withAlix });
    expect(await bo.readCalls(withAlix, call.atMs - 1_000)).toEqual([call]);
    expect(await bo.readCalls(withAlix, call.atMs + 1_000)).toEqual([]);
    expect((await list(bo, withAlix)).map(({ id }) => id)).toEqual([first]);
    expect((await bo.listConversations())[0]?.lastMessage?.id).toBe(first);
    expect(await bo.countUnread({ [withAlix]: 0n })).toEqual({ [withAlix]: 1 });
    for (const close of closers) close();
  });

  it("shows a call as one row, which says what became of it, and counts what was missed", async () => {
    const { alix, bo, withBo, withAlix, first } = await talk();
    const said = { callId: "1f".repeat(16) as CallId, party: "a1".repeat(16) as PartyId };
    const commitment = "c3".repeat(32);
    const there = listenTo(bo, "message");
    const close = await there.opening;
    await alix.sendCall(withBo, { ...said, seq: 1, type: "invite", media: "video", commitment });
    const row = { thread: withAlix, senderInboxId: alix.inboxId };
    const call = (outcome: CallOutcome) => ({ type: "call", media: "video", outcome });
    const open = { ...row, content: call({ kind: "open" }) };
    expect(await there.first).toMatchObject({ message: open });
    expect((await list(bo, withAlix)).map(({ content }) => content)).toEqual([
      text("first"),
      open.content,
    ]);
    expect(await bo.countUnread({ [withAlix]: 0n })).toEqual({ [withAlix]: 1 });
    close();

    const news = listenTo(bo, "message");
    const end = await news.opening;
    await alix.sendCall(withBo, { ...said, seq: 2, type: "end", reason: "cancelled" });
    const missed = { ...row, content: call({ kind: "cancelled" }) };
    expect(await news.first).toMatchObject({ message: missed });
    for (const [client, thread] of [
      [alix, withBo],
      [bo, withAlix],
    ] as const) {
      const records = await list(client, thread);
      expect(records.map(({ content }) => content)).toEqual([text("first"), missed.content]);
      const conversation = (await client.listConversations()).find(({ key }) => key === thread);
      expect(conversation?.lastMessage?.id).toBe(records[1]?.id);
      expect(records[0]?.id).toBe(first);
    }
    expect(await bo.countUnread({ [withAlix]: 0n })).toEqual({ [withAlix]: 2 });
    expect(await alix.countUnread({ [withBo]: 0n })).toEqual({});
    end();
  });

  it("shows a call as one row as well where its page was loaded anew, with the time of all of it", async () => {
    const { alix, bo, withBo, withAlix } = await talk();
    const callId = "2f".repeat(16) as CallId;
    const again = "3f".repeat(16) as CallId;
    const to = "b2".repeat(16) as PartyId;
    const party = "a1".repeat(16) as PartyId;
    const description = { sdp: "", candidates: [] };
    const nonce = "d4".repeat(32);
    const invite = { type: "invite", media: "audio", commitment: "c3".repeat(32) } as const;
    const answer = { type: "answer", to, answer: description, nonce } as const;
    await alix.sendCall(withBo, { callId, party, seq: 1, ...invite });
    await alix.sendCall(withBo, { callId, party, seq: 2, ...answer });
    await alix.sendCall(withBo, { callId: again, party, seq: 3, ...invite, rejoins: callId });
    await alix.sendCall(withBo, {
      callId,
      party,
      seq: 4,
      type: "end",
      reason: "lost",
      durationMs: 5_000,
    });
    await alix.sendCall(withBo, { callId: again, party, seq: 5, ...answer });
    const open = { type: "call", media: "audio", outcome: { kind: "open" } };
    expect((await list(alix, withBo)).map(({ content }) => content)).toEqual([text("first"), open]);
    const there = listenTo(bo, "message");
    const close = await there.opening;
    const ended = { type: "end", reason: "hangup", durationMs: 9_000 } as const;
    await alix.sendCall(withBo, { callId: again, party, seq: 6, ...ended });
    const row = { ...open, outcome: { kind: "answered", durationMs: 9_000 } };
    expect(await there.first).toMatchObject({ message: { content: row } });
    for (const [client, thread] of [
      [alix, withBo],
      [bo, withAlix],
    ] as const) {
      const records = await list(client, thread);
      expect(records.map(({ content }) => content)).toEqual([text("first"), row]);
      const conversation = (await client.listConversations()).find(({ key }) => key === thread);
      expect(conversation?.lastMessage?.id).toBe(records[1]?.id);
    }
    close();
  });

  it("knows strangers from those whom one wrote to, and keeps what was decided", async () => {
    const { alix, bo, withBo, withAlix } = await talk();
    expect(await consents(alix)).toEqual({ [withBo]: "allowed" });
    expect(await consents(bo)).toEqual({ [withAlix]: "unknown" });
    await bo.setConsent(withAlix, "denied");
    expect(await consents(bo)).toEqual({ [withAlix]: "denied" });
    await bo.setConsent(withAlix, "allowed");
    expect(await consents(bo)).toEqual({ [withAlix]: "allowed" });
    expect(await consents(alix)).toEqual({ [withBo]: "allowed" });
  });

  it("takes an answer for a welcome", async () => {
    const { bo, withAlix } = await talk();
    await say(bo, withAlix, "hello");
    expect(await consents(bo)).toEqual({ [withAlix]: "allowed" });
  });
}

function text(body: string) {
  return { type: "text" as const, text: body };
}

function reactTo(to: MessageId, { inboxId }: XmtpClient, emoji: string) {
  return { type: "reaction", to, toInboxId: inboxId, emoji, action: "added" } as const;
}

async function say(client: XmtpClient, key: ThreadKey, body: string): Promise<MessageId> {
  return (await write(client, key, text(body)))?.id as MessageId;
}

let keys = 0;
async function write(
  client: XmtpClient,
  key: ThreadKey,
  content: SentContent,
): Promise<MessageRecord | undefined> {
  return client.publish(await client.prepare(key, content, `action-${keys++}`));
}

async function list(client: XmtpClient, key: ThreadKey): Promise<MessageRecord[]> {
  return (await client.listMessages(key, { limit: 100 })).messages;
}

async function consents(client: XmtpClient): Promise<Record<string, string>> {
  const rows = await client.listConversations();
  return Object.fromEntries(rows.map(({ key, consent }) => [key, consent]));
}

/** Opens a stream; `first` is the first news of a kind. */
function listenTo(client: XmtpClient, kind: StreamNews["kind"]) {
  const first = Promise.withResolvers<StreamNews>();
  const listener = newsListener((news) => {
    if (news.kind === kind) first.resolve(news);
  });
  return {
    opening: client.stream({ ...listener, onEnd: first.reject }),
    first: first.promise,
  };
}

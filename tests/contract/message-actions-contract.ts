import { expect, it } from "vitest";
import type { MessageId, SentContent } from "@/lib/messaging/core/records.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import { list, listenTo, say, talk, text, write } from "./two-talking.ts";
import type { XmtpWorld } from "./xmtp-client-contract.ts";

/** What people do to messages that are there: replies, reactions, deletions; and what they ask a wallet for. */
export function messageActionsContract(world: XmtpWorld): void {
  it("carries a reply with what it stands on, to both sides", async () => {
    const { alix, bo, withBo, withAlix, first } = await talk(world);
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
    const { bo, withAlix, first } = await talk(world);
    const reply = { type: "reply", to: { id: first }, content: text("once") } as const;
    const ids = new Set<MessageId>();
    for (let i = 0; i < 8; i++) ids.add(await bo.prepare(withAlix, reply, "the-same-key"));
    expect([...ids]).toHaveLength(1);
  });

  it("carries transactions, and what a wallet is asked for, as they were written", async () => {
    const { alix, bo, withBo, withAlix } = await talk(world);
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
    const { alix, bo, withBo, withAlix, first } = await talk(world);
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
    const { alix, bo, withBo, first } = await talk(world);
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
    const { alix, bo, withBo, withAlix, first } = await talk(world);
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
    const { alix, bo, withBo, first } = await talk(world);
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
}

function reactTo(to: MessageId, { inboxId }: XmtpClient, emoji: string) {
  return { type: "reaction", to, toInboxId: inboxId, emoji, action: "added" } as const;
}

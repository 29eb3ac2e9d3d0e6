import { expect, it } from "vitest";
import type { CallOutcome } from "@/lib/calls/core/call-outcome.ts";
import type { CallId, CallSignal, PartyId } from "@/lib/calls/core/signal.ts";
import type { StreamNews } from "@/lib/messaging/core/stream-news.ts";
import { list, listenTo, talk, text } from "./two-talking.ts";
import type { XmtpWorld } from "./xmtp-client-contract.ts";

/** What is said of calls, and the row that a call is in its thread. */
export function callSignalsContract(world: XmtpWorld): void {
  it("tells everybody of a call what is said of it, and shows and counts none of that", async () => {
    const { alix, bo, withBo, withAlix, first } = await talk(world);
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
    const { alix, bo, withBo, withAlix, first } = await talk(world);
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
    const { alix, bo, withBo, withAlix } = await talk(world);
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
}

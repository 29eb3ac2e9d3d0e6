import { describe, expect, it } from "vitest";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { type InboxSource, inboxRows, newerConversation } from "./inbox-list.ts";
import type { Outgoing } from "./outbox.ts";
import type { ConversationId, ConversationRecord, MessageId, MessageRecord } from "./records.ts";

const ALIX = "alix" as InboxId;

function message(id: string, atMs: number): MessageRecord {
  return {
    id: id as MessageId,
    thread: "dm:bo",
    senderInboxId: "bo" as InboxId,
    sentAtNs: BigInt(atMs) * 1_000_000n,
    content: { type: "text", text: id },
    delivery: "published",
  };
}

function conversation(name: string, over: Partial<ConversationRecord> = {}): ConversationRecord {
  const peer = { inboxId: name as InboxId, address: `0x${name}` as Address };
  return {
    key: `dm:${name}`,
    id: name as ConversationId,
    kind: "dm",
    peer,
    createdAtNs: 1_000_000n,
    consent: "allowed",
    ...over,
  };
}

function source(conversations: ConversationRecord[], outbox: Outgoing[] = []): InboxSource {
  return {
    ownInboxId: ALIX,
    conversations: new Map(conversations.map((record) => [record.key, record])),
    outbox,
    people: new Map(),
    unreadCounts: new Map([["dm:bo", 2]]),
  };
}

const all = (conversations: ConversationRecord[]) => new Set(conversations.map(({ key }) => key));

describe("inbox list", () => {
  it("stands newest first, an empty conversation by its creation", () => {
    const list = [
      conversation("old", { lastMessage: message("m1", 10) }),
      conversation("empty", { createdAtNs: 20_000_000n }),
      conversation("bo", { lastMessage: message("m2", 30) }),
    ];
    const rows = inboxRows(source(list), [], all(list));
    expect(rows.map(({ key }) => key)).toEqual(["dm:bo", "dm:empty", "dm:old"]);
    expect(rows[0]).toMatchObject({ unreadCount: 2, preview: { mine: false } });
    expect(rows[1]?.preview).toBeUndefined();
  });

  it("previews what is on its way before what was last received", () => {
    const outgoing: Outgoing = {
      key: "k",
      thread: "dm:bo",
      content: { type: "text", text: "mine" },
      writtenAtMs: 40,
      state: { kind: "waiting" },
    };
    const list = [conversation("bo", { lastMessage: message("m", 30) })];
    expect(inboxRows(source(list, [outgoing]), [], all(list))[0]).toMatchObject({
      preview: { content: { text: "mine" }, mine: true, state: { kind: "waiting" } },
      lastAtMs: 40,
    });
  });

  it("makes one row anew among a thousand, and none when it says the same", () => {
    const list = Array.from({ length: 1000 }, (_, i) => conversation(`c${i}`));
    const before = inboxRows(source(list), [], all(list));
    const changed = conversation("c7", { lastMessage: message("m", 50) });
    const now = source(list.map((record) => (record.key === changed.key ? changed : record)));
    const after = inboxRows(now, before, new Set([changed.key]));
    expect(after[0]?.key).toBe("dm:c7");
    expect(after.filter((row) => !before.includes(row))).toHaveLength(1);
    expect(inboxRows(now, after, new Set([changed.key]))).toBe(after);
  });

  it("does not let an older state that comes late undo a newer one", () => {
    const newer = conversation("bo", { lastMessage: message("new", 20) });
    const { peer: _, ...late } = conversation("bo", { lastMessage: message("old", 10) });
    expect(newerConversation(newer, late)).toEqual(newer);
  });
});

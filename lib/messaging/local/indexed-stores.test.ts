import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { StoredOutgoing } from "../core/outbox.ts";
import type {
  ConversationId,
  ConversationRecord,
  Decision,
  MessageId,
  MessageRecord,
} from "../core/records.ts";
import type { LocalSnapshot } from "../ports/stores.ts";
import { indexedStores } from "./indexed-stores.ts";

const ALIX = "a".repeat(64) as InboxId;
const BO = "b".repeat(64) as InboxId;

const message: MessageRecord = {
  id: "m" as MessageId,
  thread: "dm:bo",
  senderInboxId: BO,
  sentAtNs: 1_700_000_000_000_000_000n,
  content: { type: "text", text: "hi" },
  delivery: "published",
};

const conversation: ConversationRecord = {
  key: "dm:bo",
  id: "c" as ConversationId,
  kind: "dm",
  createdAtNs: 1n,
  consent: "allowed",
  peer: { inboxId: BO, address: parseAddress(`0x${"b".repeat(40)}`) },
  lastMessage: message,
};

const snapshot: LocalSnapshot = {
  conversations: [conversation],
  recentMessages: { "dm:bo": [message] },
  readUntilNs: { "dm:bo": 1_700_000_000_000_000_001n },
  unreadCounts: { "dm:bo": 3 },
};

function outgoing(key: string): StoredOutgoing {
  return { key, thread: "dm:bo", content: { type: "text", text: key }, writtenAtMs: 1 };
}

let stores = indexedStores("test-0");
let databases = 0;
beforeEach(() => {
  stores = indexedStores(`test-${databases++}`);
});

describe("snapshot", () => {
  it("comes back as it was, exact to the nanosecond, for its own inbox only", async () => {
    await stores.snapshots.save(ALIX, snapshot);
    expect(await stores.snapshots.load(ALIX)).toEqual(snapshot);
    expect(await stores.snapshots.load(BO)).toBeUndefined();
  });
});

describe("what is not ours to read", () => {
  it.each([
    ["no snapshot at all", "garbage"],
    ["parts missing", { conversations: [] }],
    [
      "a conversation without a time",
      { ...snapshot, conversations: [{ ...conversation, createdAtNs: 1 }] },
    ],
    ["a peer without an address", { ...snapshot, conversations: [{ ...conversation, peer: {} }] }],
    [
      "a message without content",
      { ...snapshot, recentMessages: { "dm:bo": [{ ...message, content: {} }] } },
    ],
    [
      "a time that is a number",
      { ...snapshot, recentMessages: { "dm:bo": [{ ...message, sentAtNs: 1 }] } },
    ],
    ["a count that is a text", { ...snapshot, unreadCounts: { "dm:bo": "3" } }],
  ])("is no snapshot: %s", async (_, kept) => {
    await stores.snapshots.save(ALIX, kept as unknown as LocalSnapshot);
    expect(await stores.snapshots.load(ALIX)).toBeUndefined();
  });

  it("is no message, and leaves the others theirs", async () => {
    await stores.outboxStore.put(ALIX, { key: "broken" } as unknown as StoredOutgoing);
    await stores.outboxStore.put(ALIX, outgoing("whole"));
    expect((await stores.outboxStore.load(ALIX)).map(({ key }) => key)).toEqual(["whole"]);
  });
});

describe("outbox", () => {
  it("gives messages back in the order of writing, also those that were changed since", async () => {
    for (const key of ["z", "y", "x"]) await stores.outboxStore.put(ALIX, outgoing(key));
    await stores.outboxStore.put(ALIX, { ...outgoing("z"), failedBecause: "xmtp.refused" });
    await stores.outboxStore.put(BO, outgoing("of bo"));
    const loaded = await stores.outboxStore.load(ALIX);
    expect(loaded.map(({ key }) => key)).toEqual(["z", "y", "x"]);
    expect(loaded[0]).toEqual({ ...outgoing("z"), failedBecause: "xmtp.refused" });
  });

  it("forgets what has left, and everything of an inbox that is erased", async () => {
    await stores.outboxStore.put(ALIX, outgoing("left"));
    await stores.outboxStore.put(ALIX, outgoing("stays"));
    await stores.outboxStore.put(BO, outgoing("of bo"));
    await stores.outboxStore.remove(ALIX, "left");
    expect((await stores.outboxStore.load(ALIX)).map(({ key }) => key)).toEqual(["stays"]);
    await stores.snapshots.erase(ALIX);
    expect(await stores.outboxStore.load(ALIX)).toEqual([]);
    expect(await stores.outboxStore.load(BO)).toHaveLength(1);
  });
});

describe("decisions", () => {
  it("keeps the latest about each thread, of each inbox, until the engine has it", async () => {
    await stores.decisionStore.put(ALIX, { thread: "dm:bo", consent: "allowed" });
    await stores.decisionStore.put(ALIX, { thread: "dm:bo", consent: "denied" });
    await stores.decisionStore.put(ALIX, { thread: "group:g", consent: "allowed" });
    await stores.decisionStore.put(BO, { thread: "dm:alix", consent: "allowed" });
    await stores.decisionStore.remove(ALIX, "group:g");
    const denied = { thread: "dm:bo", consent: "denied" };
    expect(await stores.decisionStore.load(ALIX)).toEqual([denied]);
    await stores.snapshots.erase(ALIX);
    expect(await stores.decisionStore.load(ALIX)).toEqual([]);
    expect(await stores.decisionStore.load(BO)).toHaveLength(1);
  });

  it("reads nothing that is no decision", async () => {
    const broken = { thread: "dm:bo", consent: "perhaps" } as unknown as Decision;
    await stores.decisionStore.put(ALIX, broken);
    expect(await stores.decisionStore.load(ALIX)).toEqual([]);
  });
});

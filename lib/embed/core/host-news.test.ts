import { describe, expect, it } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import type { InboxRow, Thread, TimelineItem } from "@/lib/messaging/core/view.ts";
import { type Hearing, type HostNews, NO_NEWS, type Sight, stepHostNews } from "./host-news.ts";
import type { FrameEvent } from "./protocol.ts";

const BEN = parseAddress("0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045");
const KEY = "dm:ben" as ThreadKey;
const ME = "me" as InboxId;
const SECRET = "between us";

function row(changes: Partial<InboxRow> = {}): InboxRow {
  return {
    key: KEY,
    kind: "dm",
    peer: { inboxId: "ben" as InboxId, address: BEN },
    consent: "allowed",
    preview: { content: { type: "text", text: SECRET }, mine: false, state: { kind: "sent" } },
    lastAtMs: 100,
    unreadCount: 1,
    ...changes,
  };
}

const sight = (rows: readonly InboxRow[], changes: Partial<Sight> = {}): Sight => ({
  inboxId: ME,
  rows,
  threads: {},
  unreadCount: 0,
  ...changes,
});

const ALL: Hearing = { hearsMessages: true, named: new Set([BEN.toLowerCase()]) };
const NOTHING: Hearing = { hearsMessages: false, named: new Set() };

/** What is told of several sights, one after the other. */
function told(hearing: Hearing, ...sights: Sight[]): FrameEvent[] {
  let news: HostNews = NO_NEWS;
  return sights.flatMap((each) => {
    const [next, events] = stepHostNews(news, each, hearing);
    news = next;
    return events;
  });
}

function thread(
  ...items: Pick<TimelineItem & { kind: "message" }, "key" | "state">[]
): Sight["threads"] {
  const messages = items.map((item) => ({ kind: "message", mine: true, sentAtMs: 7, ...item }));
  return { [KEY]: { key: KEY, peer: { address: BEN }, items: messages } as unknown as Thread };
}

describe("a page hears that a message came", () => {
  const before = sight([row()]);
  const after = sight([row({ lastAtMs: 200 })]);

  it("when it asked to, and from whom it named itself", () => {
    expect(told(ALL, before, after)).toEqual([{ name: "messageReceived", atMs: 200, from: BEN }]);
    expect(told({ ...ALL, named: new Set() }, before, after)).toEqual([
      { name: "messageReceived", atMs: 200 },
    ]);
    expect(told(NOTHING, before, after)).toEqual([]);
  });

  it("not of what was there at first, nor of another account's", () => {
    expect(told(ALL, before)).toEqual([]);
    expect(told(ALL, before, { ...after, inboxId: "other" as InboxId })).toEqual([]);
  });

  it.each<[string, Partial<InboxRow>]>([
    ["a stranger's", { consent: "unknown" }],
    ["one of somebody who is blocked", { consent: "denied" }],
    ["one that was read already", { unreadCount: 0 }],
    [
      "one's own",
      { preview: { content: { type: "text", text: SECRET }, mine: true, state: { kind: "sent" } } },
    ],
    ["an older one", { lastAtMs: 99 }],
  ])("not %s", (_, changes) => {
    expect(told(ALL, before, sight([row({ lastAtMs: 200, ...changes })]))).toEqual([]);
  });

  it("never what is in it", () => {
    expect(JSON.stringify(told(ALL, before, after))).not.toContain(SECRET);
  });
});

describe("a page hears that a message left", () => {
  const [sending, sent, failed] = [
    { kind: "sending" },
    { kind: "sent" },
    { kind: "failed", reason: "unexpected" },
  ] as const;

  it("once for each, when the network has it", () => {
    const events = told(
      ALL,
      sight([], { threads: thread({ key: "a", state: sending }, { key: "b", state: sending }) }),
      sight([], { threads: thread({ key: "a", state: sent }, { key: "b", state: sending }) }),
      sight([], { threads: thread({ key: "a", state: sent }, { key: "b", state: sent }) }),
      sight([], { threads: thread({ key: "a", state: sent }, { key: "b", state: sent }) }),
    );
    const one = { name: "messageSent", atMs: 7, to: BEN };
    expect(events).toEqual([one, one]);
  });

  it("not of one that did not, nor of those that left before", () => {
    expect(
      told(
        ALL,
        sight([], { threads: thread({ key: "a", state: sending }) }),
        sight([], { threads: thread({ key: "a", state: failed }, { key: "old", state: sent }) }),
      ),
    ).toEqual([]);
  });

  it("to nobody that it did not name", () => {
    const steps = [sending, sent].map((state) =>
      sight([], { threads: thread({ key: "a", state }) }),
    );
    expect(told(NOTHING, ...steps)).toEqual([{ name: "messageSent", atMs: 7 }]);
  });
});

it("a page hears how many wait, each time that this is another number", () => {
  const counts = [0, 2, 2, 0].map((unreadCount) => sight([], { unreadCount }));
  expect(told(NOTHING, ...counts)).toEqual([
    { name: "unread", count: 2 },
    { name: "unread", count: 0 },
  ]);
});

it("none wait any more when nobody is signed in", () => {
  const { inboxId: _, ...nobody } = sight([], { unreadCount: 0 });
  expect(told(NOTHING, sight([], { unreadCount: 2 }), nobody)).toEqual([
    { name: "unread", count: 2 },
    { name: "unread", count: 0 },
  ]);
});

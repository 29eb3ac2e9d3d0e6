import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageContent, ThreadKey } from "@/lib/messaging/core/records.ts";
import type { InboxRow, RowPreview, Thread, TimelineItem } from "@/lib/messaging/core/view.ts";
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

const ALL: Hearing = {
  hearsMessages: true,
  named: new Set([BEN.toLowerCase()]),
  shown: new Set([BEN.toLowerCase()]),
  readsContent: false,
};
const NOTHING: Hearing = { ...ALL, hearsMessages: false, named: new Set(), shown: new Set() };

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

  it("also when how many wait is known only after the message, and once for it", () => {
    const uncounted = sight([row({ lastAtMs: 200, unreadCount: 0 })]);
    const one = { name: "messageReceived", atMs: 200, from: BEN };
    expect(told(ALL, before, uncounted, after, after, uncounted)).toEqual([one]);
    expect(told(ALL, sight([]), uncounted, after)).toEqual([one]);
    expect(told(ALL, uncounted, uncounted, sight([row({ lastAtMs: 300 })]))).toEqual([
      { ...one, atMs: 300 },
    ]);
  });

  it("not of one that was read before it was counted, when one's own comes after it", () => {
    const mine = { content: { type: "text", text: "Hi" }, mine: true, state: { kind: "sent" } };
    const answered = row({ lastAtMs: 300, unreadCount: 0, preview: mine as RowPreview });
    const read = sight([row({ lastAtMs: 200, unreadCount: 0 })]);
    expect(told(ALL, before, read, sight([answered]), sight([answered]))).toEqual([]);
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

  it("never what is in it, unless its person lets it read that", () => {
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

describe("a page that its person lets read", () => {
  const GRANTED: Hearing = { ...ALL, readsContent: true };
  const open = (changes: Partial<Thread> = {}): Partial<Sight> => ({
    threads: { [KEY]: { ...thread()[KEY], ...changes } as Thread },
  });
  const before = sight([row()], open());
  const coming = (changes: Partial<InboxRow> = {}, threads = open()) =>
    told(GRANTED, { ...before, ...threads }, sight([row({ lastAtMs: 200, ...changes })], threads));
  const one = { name: "messageReceived", atMs: 200, from: BEN };
  const saying = (content: MessageContent): Partial<InboxRow> => ({
    preview: { content, mine: false, state: { kind: "sent" } },
  });

  it("hears the text of what comes in a conversation that it opened", () => {
    expect(coming()).toEqual([{ ...one, text: SECRET }]);
    expect(coming(saying({ type: "text", text: "x".repeat(5_000) }))).toEqual([
      { ...one, text: "x".repeat(4_000) },
    ]);
  });

  it("hears of one that it opened by a name too, once that was on the screen", () => {
    const byName: Hearing = { ...GRANTED, named: new Set(["ben.eth"]) };
    expect(told(byName, before, sight([row({ lastAtMs: 200 })], open()))).toEqual([
      { ...one, text: SECRET },
    ]);
  });

  it("hears none where messages disappear, nor where nothing shows that they stay", () => {
    expect(coming({}, open({ disappearAfterMs: 60_000 }))).toEqual([one]);
    expect(coming({}, { threads: {} })).toEqual([one]);
  });

  it("hears none of what is no plain text", () => {
    const quoted = { type: "text", text: SECRET } as const;
    for (const content of [
      { type: "reply", to: { id: "m" }, content: quoted },
      { type: "markdown", text: SECRET },
    ])
      expect(coming(saying(content as never))).toEqual([one]);
  });

  it("hears none of conversations that it only named, and nothing of groups", () => {
    expect(
      told({ ...GRANTED, shown: new Set() }, before, sight([row({ lastAtMs: 200 })], open())),
    ).toEqual([one]);
    const { peer: _, ...group } = row({ kind: "group", lastAtMs: 200 });
    expect(told(GRANTED, before, sight([group], open()))).toEqual([
      { name: "messageReceived", atMs: 200 },
    ]);
  });
});

it("without its person's leave no event has a text, whatever comes", () => {
  const anyRow = fc.record({
    lastAtMs: fc.integer({ min: 0, max: 9 }),
    unreadCount: fc.integer({ min: 0, max: 3 }),
    consent: fc.constantFrom("allowed" as const, "unknown" as const),
    kind: fc.constantFrom("dm" as const, "group" as const),
  });
  fc.assert(
    fc.property(
      fc.array(anyRow, { maxLength: 12 }),
      fc.boolean(),
      fc.boolean(),
      (rows, hearsMessages, isShown) => {
        const shown = new Set(isShown ? [BEN.toLowerCase()] : []);
        const sights = rows.map((each) => sight([row(each)], { threads: thread() }));
        const events = told({ ...ALL, hearsMessages, shown }, ...sights);
        expect(JSON.stringify(events)).not.toContain(SECRET);
        expect(events.some((event) => "text" in event)).toBe(false);
      },
    ),
  );
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Outgoing } from "./outbox.ts";
import type { MessageId, MessageRecord } from "./records.ts";
import { emptyTimeline, standingAt, type Timeline, withMessages, withPending } from "./timeline.ts";
import type { TimelineItem } from "./view.ts";

const ALIX = "alix" as InboxId;
const BO = "bo" as InboxId;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const NOON_MS = 1_700_000_000_000 - (1_700_000_000_000 % DAY_MS) + DAY_MS / 2;
const context = {
  ownInboxId: ALIX,
  startOfDayMs: (atMs: number) => Math.floor(atMs / DAY_MS) * DAY_MS,
};

function message(id: string, atMs: number, sender: InboxId = BO): MessageRecord {
  return {
    id: id as MessageId,
    thread: "dm:bo",
    senderInboxId: sender,
    sentAtNs: BigInt(atMs) * 1_000_000n,
    content: { type: "text", text: id },
    delivery: "published",
  };
}

function pending(key: string, atMs: number, over: Partial<Outgoing> = {}): Outgoing {
  const content = { type: "text", text: key } as const;
  return { key, thread: "dm:bo", content, writtenAtMs: atMs, state: { kind: "sending" }, ...over };
}

const OWN_PENDING = pending("key", NOON_MS, { messageId: "id" as MessageId });

function rows(timeline: Timeline): string[] {
  return timeline.items.map((item) => (item.kind === "day" ? "--" : item.key));
}

function rowOf(timeline: Timeline, key: string): Extract<TimelineItem, { kind: "message" }> {
  const item = timeline.items.find((candidate) => candidate.key === key);
  if (item?.kind !== "message") throw new Error(`no row ${key}`);
  return item;
}

it("takes nothing back that was published, when what was read before comes late", () => {
  const published = { ...message("own", NOON_MS + 9, ALIX) };
  const theirs = message("theirs", NOON_MS + 5);
  const shown = withMessages(emptyTimeline(context), [theirs, published]);
  const stale = { ...message("own", NOON_MS, ALIX), delivery: "unpublished" } as const;
  expect(rows(withMessages(shown, [stale]))).toEqual(["--", "theirs", "own"]);
});

describe("what stands at a time", () => {
  const gone: MessageRecord = {
    ...message("gone", NOON_MS),
    expiresAtNs: BigInt(NOON_MS) * 1_000_000n,
  };
  const quoted = {
    id: gone.id,
    senderInboxId: BO,
    content: { type: "text", text: "gone" },
  } as const;
  const answer: MessageRecord = {
    ...message("answer", NOON_MS + 1),
    content: { type: "reply", to: quoted, content: { type: "text", text: "yes" } },
  };

  it("is nothing that has disappeared, in an answer to it either", () => {
    const [left, ...others] = standingAt([gone, answer], NOON_MS);
    expect(others).toEqual([]);
    expect(left?.content).toMatchObject({ type: "reply", to: { id: "gone" } });
    expect(JSON.stringify(left?.content)).not.toContain('"text":"gone"');
  });

  it("is everything before", () => {
    const all = [gone, answer];
    expect(standingAt(all, NOON_MS - 1)).toBe(all);
  });
});

describe("timeline", () => {
  it("orders by network time, then by id, which is the same on both sides", () => {
    const timeline = withMessages(emptyTimeline(context), [
      message("b", NOON_MS),
      message("a", NOON_MS),
      message("first", NOON_MS - 1),
    ]);
    expect(rows(timeline)).toEqual(["--", "first", "a", "b"]);
  });

  it("groups what one person wrote within five minutes, and no longer", () => {
    const timeline = withMessages(emptyTimeline(context), [
      message("1", NOON_MS),
      message("2", NOON_MS + 5 * MINUTE_MS - 1),
      message("3", NOON_MS + 10 * MINUTE_MS - 1),
      message("4", NOON_MS + 10 * MINUTE_MS, ALIX),
    ]);
    const marks = ["1", "2", "3", "4"].map((key) => {
      const { opensGroup, closesGroup } = rowOf(timeline, key);
      return `${opensGroup ? "[" : ""}${key}${closesGroup ? "]" : ""}`;
    });
    expect(marks).toEqual(["[1", "2]", "[3]", "[4]"]);
  });

  it("separates days in the reader's time zone, also within a group", () => {
    const midnightMs = NOON_MS + DAY_MS / 2;
    const messages = [message("1", midnightMs - 1), message("2", midnightMs)];
    expect(rows(withMessages(emptyTimeline(context), messages))).toEqual(["--", "1", "--", "2"]);
    const oneHourWest = {
      ...context,
      startOfDayMs: (atMs: number) => context.startOfDayMs(atMs - 60 * MINUTE_MS) + 60 * MINUTE_MS,
    };
    expect(rows(withMessages(emptyTimeline(oneHourWest), messages))).toEqual(["--", "1", "2"]);
  });

  it("keeps an own row's key and place from writing to sent", () => {
    const history = withMessages(emptyTimeline(context), [message("old", NOON_MS)]);
    // The device's clock is an hour slow.
    const atMs = NOON_MS - 60 * MINUTE_MS;
    const written = withPending(history, [pending("key", atMs)]);
    expect(rows(written)).toEqual(["--", "old", "key"]);
    const prepared = withPending(written, [pending("key", atMs, { messageId: "id" as MessageId })]);
    const stored = { ...message("id", atMs, ALIX), delivery: "unpublished" } as const;
    expect(rows(withMessages(prepared, [stored]))).toEqual(["--", "old", "key"]);
    const sent = withPending(withMessages(prepared, [message("id", NOON_MS + 1000, ALIX)]), []);
    expect(rows(sent)).toEqual(["--", "old", "key"]);
    expect(rowOf(sent, "key")).toMatchObject({ mine: true, state: { kind: "sent" } });
  });

  it("shows a message once that is published, and is still among what is pending", () => {
    const written = withPending(emptyTimeline(context), [pending("key", NOON_MS)]);
    const prepared = withPending(written, [OWN_PENDING]);
    const published = withMessages(prepared, [message("id", NOON_MS + 1, ALIX)]);
    expect(rows(published)).toEqual(["--", "key"]);
    const told = withPending(published, [OWN_PENDING, pending("next", NOON_MS + 2)]);
    expect(rows(told)).toEqual(["--", "key", "next"]);
    expect(rowOf(told, "key").state).toEqual({ kind: "sent" });
  });

  it("shows a message once whose id is known here only after it was streamed", () => {
    const streamed = withMessages(emptyTimeline(context), [
      message("id", NOON_MS + 1, ALIX),
      message("answer", NOON_MS + 2),
    ]);
    const told = withPending(streamed, [OWN_PENDING]);
    expect(rows(told)).toEqual(["--", "key", "answer"]);
    expect(rowOf(told, "key")).toMatchObject({ id: "id", state: { kind: "sent" } });
    expect(rows(withPending(told, []))).toEqual(["--", "key", "answer"]);
  });

  it("leaves what failed where it was written while the conversation goes on", () => {
    const failed = pending("key", NOON_MS + 1, {
      state: { kind: "failed", reason: "xmtp.refused" },
    });
    const timeline = withPending(
      withMessages(emptyTimeline(context), [message("1", NOON_MS), message("2", NOON_MS + 2)]),
      [failed],
    );
    expect(rows(timeline)).toEqual(["--", "1", "key", "2"]);
  });

  it("gives the same rows whatever the order, the batches and the repetitions of what came", () => {
    const messages = fc.uniqueArray(
      fc.record({ id: fc.nat({ max: 500 }), minutes: fc.nat({ max: 5000 }), mine: fc.boolean() }),
      { selector: ({ id }) => id, maxLength: 60 },
    );
    fc.assert(
      fc.property(messages, fc.array(fc.nat(), { maxLength: 80 }), (made, shuffle) => {
        const records = made.map(({ id, minutes, mine }) =>
          message(`m${id}`, NOON_MS + minutes * MINUTE_MS, mine ? ALIX : BO),
        );
        const atOnce = withMessages(emptyTimeline(context), records);
        let bitByBit = emptyTimeline(context);
        const repeated = shuffle.map((n) => records[n % records.length]);
        for (const record of [...repeated, ...records.toReversed()]) {
          if (record) bitByBit = withMessages(bitByBit, [record]);
        }
        expect(bitByBit.items).toEqual(atOnce.items);
        expect(new Set(rows(atOnce).filter((key) => key !== "--")).size).toBe(records.length);
      }),
    );
  });

  it("gives the same rows bit by bit as at once, each once, whatever is pending in between", () => {
    const which = fc.nat({ max: 12 });
    const minutes = fc.nat({ max: 3000 });
    const isTrue = fc.boolean();
    const came = fc.record({ which, minutes, mine: isTrue, published: isTrue });
    const waits = fc.record({ which, minutes, failed: isTrue, prepared: isTrue });
    const allThatWaits = fc.uniqueArray(waits, { selector: (one) => one.which, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(fc.oneof(came, allThatWaits), { maxLength: 40 }), (steps) => {
        let bitByBit = emptyTimeline(context);
        for (const step of steps) {
          if (Array.isArray(step)) {
            const written = step.map(({ which, minutes, failed, prepared }) =>
              pending(`p${which}`, NOON_MS + minutes * MINUTE_MS, {
                ...(prepared && { messageId: `m${which}` as MessageId }),
                state: failed ? { kind: "failed", reason: "xmtp.refused" } : { kind: "sending" },
              }),
            );
            bitByBit = withPending(bitByBit, written);
          } else {
            const atMs = NOON_MS + step.minutes * MINUTE_MS;
            const delivery = step.published ? "published" : "unpublished";
            const added = message(`m${step.which}`, atMs, step.mine ? ALIX : BO);
            bitByBit = withMessages(bitByBit, [{ ...added, delivery }]);
          }
          const { records, writtenKeys } = bitByBit;
          const known = withMessages({ ...emptyTimeline(context), writtenKeys }, records);
          expect(bitByBit.items).toEqual(withPending(known, bitByBit.pending).items);
          const keys = bitByBit.items.map(({ key }) => key);
          expect(keys).toEqual([...new Set(keys)]);
          const ids = bitByBit.items.flatMap((item) => ("id" in item && item.id ? [item.id] : []));
          expect(ids).toEqual([...new Set(ids)]);
        }
      }),
    );
  });

  it("gives every row that did not change as the same object", () => {
    const before = withMessages(
      emptyTimeline(context),
      Array.from({ length: 100 }, (_, i) => message(`m${i}`, NOON_MS + i * MINUTE_MS)),
    );
    const after = withMessages(before, [message("new", NOON_MS + 100 * MINUTE_MS)]);
    const changed = after.items.filter((item) => !before.items.includes(item));
    expect(changed.map(({ key }) => key)).toEqual(["m99", "new"]);
    expect(withMessages(after, [message("new", NOON_MS + 100 * MINUTE_MS)])).toBe(after);
  });

  it("takes a message into 50,000 in a part of the time of all, with something pending or nothing", () => {
    const all = Array.from({ length: 50_000 }, (_, i) => message(`m${i}`, NOON_MS + i * MINUTE_MS));
    const history = withMessages(emptyTimeline(context), all);
    const soonest = (change: (turn: number) => Timeline) => {
      const times = Array.from({ length: 9 }, (_, turn) => {
        const startedMs = performance.now();
        change(turn);
        return performance.now() - startedMs;
      });
      return Math.min(...times);
    };
    const added = (turn: number) => [message(`new${turn}`, NOON_MS + 60_000 * MINUTE_MS)];
    const written = withPending(history, [OWN_PENDING]);
    const part = soonest(() => withMessages(emptyTimeline(context), all)) / 4;
    expect(soonest((turn) => withMessages(history, added(turn)))).toBeLessThan(part);
    expect(soonest((turn) => withMessages(written, added(turn)))).toBeLessThan(part);
    const other = pending("other", NOON_MS);
    expect(soonest(() => withPending(written, [OWN_PENDING, other]))).toBeLessThan(part);
  });
});

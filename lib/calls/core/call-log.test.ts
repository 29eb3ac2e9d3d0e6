import { describe, expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { callRows } from "./call-log.ts";
import type { CallId, HeardSignal, PartyId, SaidSignal } from "./signal.ts";

const ANA = "a1" as InboxId;
const BEN = "b2" as InboxId;
const NOW_MS = 1_000_000;
const DESCRIPTION = { sdp: "", candidates: [] };
const invite: SaidSignal = { type: "invite", media: "video", commitment: "" };
const accept: SaidSignal = { type: "accept", media: "audio", offer: DESCRIPTION };
const answer: SaidSignal = { type: "answer", to: "b" as PartyId, answer: DESCRIPTION, nonce: "" };

function heard(from: InboxId, signal: SaidSignal, callId = "call"): HeardSignal {
  const party = `of ${from}` as PartyId;
  const said = { callId: callId as CallId, party, seq: 0, ...signal };
  return { signal: said, from, thread: "dm:b2", atMs: NOW_MS };
}

const end = (reason: Extract<SaidSignal, { type: "end" }>["reason"], durationMs?: number) =>
  ({ type: "end", reason, ...(durationMs !== undefined && { durationMs }) }) as const;

it.each([
  ["is open while it rings", [], 1_000, { kind: "open" }],
  ["is missed when nobody took it", [], 45_000, { kind: "missed" }],
  [
    "is missed when its caller gave up waiting",
    [[ANA, end("timeout")]],
    50_000,
    { kind: "missed" },
  ],
  ["is cancelled", [[ANA, end("cancelled")]], 5_000, { kind: "cancelled" }],
  ["is declined", [[BEN, end("declined")]], 5_000, { kind: "declined" }],
  ["was busy", [[BEN, end("busy")]], 5_000, { kind: "busy" }],
  [
    "failed",
    [
      [BEN, accept],
      [ANA, answer],
      [ANA, end("failed")],
    ],
    30_000,
    { kind: "failed" },
  ],
  [
    "goes on",
    [
      [BEN, accept],
      [ANA, answer],
    ],
    500_000,
    { kind: "open" },
  ],
  [
    "was answered, whatever another device said after",
    [
      [BEN, accept],
      [BEN, end("declined")],
      [ANA, answer],
      [BEN, end("hangup", 192_000)],
    ],
    500_000,
    { kind: "answered", durationMs: 192_000 },
  ],
] as const)("a call %s", (_, said, afterMs, outcome) => {
  const all = [heard(ANA, invite), ...said.map(([from, signal]) => heard(from, signal))];
  expect(callRows(all, { self: ANA, nowMs: NOW_MS + afterMs })).toEqual([
    { callId: "call", party: `of ${ANA}`, by: ANA, media: "video", atMs: NOW_MS, outcome },
  ]);
});

it("is one row where a page was loaded anew, as long as all of it was", () => {
  const again: SaidSignal = { ...invite, rejoins: "call" as CallId };
  const third: SaidSignal = { ...invite, rejoins: "again" as CallId };
  const said = [
    heard(ANA, invite),
    heard(BEN, accept),
    heard(ANA, answer),
    heard(BEN, again, "again"),
    heard(ANA, end("lost", 60_000)),
    heard(ANA, accept, "again"),
    heard(BEN, answer, "again"),
  ];
  const outcomes = (more: readonly HeardSignal[]) =>
    callRows([...said, ...more], { self: ANA, nowMs: NOW_MS + 100_000 }).map(
      ({ callId, by, outcome }) => ({
        callId,
        by,
        ...outcome,
      }),
    );
  expect(outcomes([])).toEqual([{ callId: "call", by: ANA, kind: "open" }]);
  const over = heard(BEN, end("hangup", 80_000), "again");
  const row = { callId: "call", by: ANA, kind: "answered", durationMs: 80_000 };
  expect(outcomes([over])).toEqual([row]);
  // Once more, and nobody was there any longer.
  const failed = [heard(ANA, third, "third"), heard(ANA, end("cancelled"), "third")];
  expect(outcomes([over, ...failed])).toEqual([row]);
});

it("makes no circles of calls that say they go on with each other", () => {
  const of = (rejoins: string) => ({ ...invite, rejoins: rejoins as CallId });
  const said = [
    heard(ANA, of("two"), "one"),
    heard(ANA, of("one"), "two"),
    heard(ANA, of("x"), "x"),
  ];
  expect(callRows(said, { self: ANA, nowMs: NOW_MS }).map(({ callId }) => callId)).toEqual([
    "one",
    "x",
  ]);
});

it("tells calls apart, and makes none of what has no invitation", () => {
  const rows = callRows(
    [heard(ANA, invite), heard(BEN, end("hangup"), "never"), heard(BEN, invite, "second")],
    { self: ANA, nowMs: NOW_MS },
  );
  expect(rows.map(({ callId, by }) => [callId, by])).toEqual([
    ["call", ANA],
    ["second", BEN],
  ]);
});

describe("a call of a group", () => {
  const CARA = "c3" as InboxId;
  const MINUTE_MS = 60_000;
  const join = (...to: readonly InboxId[]): SaidSignal => ({
    type: "join",
    media: "audio",
    offers: to.map((each) => ({ to: `of ${each}` as PartyId, description: DESCRIPTION })),
  });
  const leave: SaidSignal = { type: "leave" };

  function said(...all: readonly (readonly [InboxId, SaidSignal, number])[]): HeardSignal[] {
    return all.map(([from, signal, minute]) => ({
      ...heard(from, signal),
      thread: "group:crew",
      atMs: NOW_MS + minute * MINUTE_MS,
    }));
  }

  const twelveMinutes = said(
    [ANA, join(), 0],
    [BEN, join(ANA), 1],
    [CARA, join(ANA, BEN), 2],
    [CARA, leave, 5],
    [ANA, leave, 13],
    [BEN, leave, 14],
  );
  const people = [ANA, BEN, CARA];
  const facts = { callId: "call", party: `of ${ANA}`, by: ANA, media: "audio", atMs: NOW_MS };
  const rowAt = (self: InboxId, all: readonly HeardSignal[], minute: number) =>
    callRows(all, { self, nowMs: NOW_MS + minute * MINUTE_MS });

  it("is one row, of the time that people were together in it", () => {
    const durationMs = 12 * MINUTE_MS;
    expect(rowAt(CARA, twelveMinutes, 20)).toEqual([
      {
        ...facts,
        outcome: { kind: "answered", durationMs },
        group: { callId: "call", people, durationMs },
      },
    ]);
  });

  it("is missed by who was not in it", () => {
    expect(rowAt("d4" as InboxId, twelveMinutes, 20)).toMatchObject([
      { outcome: { kind: "missed" }, group: { people, durationMs: 12 * MINUTE_MS } },
    ]);
  });

  it("is open while somebody is in it, and over when nothing was heard of it for long", () => {
    const two = twelveMinutes.slice(0, 2);
    expect(rowAt(ANA, two, 20)).toMatchObject([{ outcome: { kind: "open" } }]);
    expect(rowAt(ANA, two, 27)).toMatchObject([{ outcome: { kind: "answered", durationMs: 0 } }]);
  });

  it("that nobody came into was answered by nobody, also for who began it", () => {
    const alone = said([ANA, join(), 0], [ANA, leave, 1]);
    expect(rowAt(ANA, alone, 2)).toMatchObject([{ outcome: { kind: "missed" } }]);
    expect(rowAt(ANA, alone, 2)[0]?.group).toEqual({ callId: "call", people: [ANA] });
  });

  it("begins with who has nobody to offer to, and only once", () => {
    expect(rowAt(ANA, twelveMinutes.slice(1), 20)).toEqual([]);
    const again = said([BEN, join(), 30]);
    expect(rowAt(ANA, [...twelveMinutes, ...again], 31)).toHaveLength(1);
  });
});

import { expect, it } from "vitest";
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
  expect(callRows(all, NOW_MS + afterMs)).toEqual([
    { callId: "call", by: ANA, media: "video", atMs: NOW_MS, outcome },
  ]);
});

it("tells calls apart, and makes none of what has no invitation", () => {
  const rows = callRows(
    [heard(ANA, invite), heard(BEN, end("hangup"), "never"), heard(BEN, invite, "second")],
    NOW_MS,
  );
  expect(rows.map(({ callId, by }) => [callId, by])).toEqual([
    ["call", ANA],
    ["second", BEN],
  ]);
});

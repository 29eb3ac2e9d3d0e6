import { describe, expect, it } from "vitest";
import {
  ANA,
  CALL,
  CARA,
  COMMITMENT,
  called,
  DESCRIPTION,
  device,
  FACTS,
  HERE,
  INVITE,
  kinds,
  NONCE,
  OTHER,
  rung,
  SDP,
  sent,
  THERE,
  taken,
} from "@/tests/fakes/call-story.ts";
import { REMEMBERED_AT_MOST } from "./call-steps.ts";
import type { CallId, PartyId } from "./signal.ts";

describe("calling", () => {
  it("invites with no address in it, and gives up after 45 seconds", () => {
    const here = device();
    const effects = here.tell({ kind: "call", facts: FACTS, commitment: COMMITMENT });
    expect(sent(effects)).toEqual([
      { callId: CALL, party: HERE, seq: 0, type: "invite", media: "audio", commitment: COMMITMENT },
    ]);
    expect(sent(here.pass(44_999))).toEqual([]);
    expect(sent(here.pass(1))).toMatchObject([{ type: "end", reason: "timeout" }]);
    expect(here.call).toMatchObject({ kind: "ended", how: "no-answer" });
  });

  it("answers the first device that accepts, and no other", () => {
    const here = called();
    const first = here.hear(here.said({ type: "accept", media: "audio", offer: DESCRIPTION }));
    expect(first).toContainEqual({
      kind: "describe",
      callId: CALL,
      as: "answer",
      media: "audio",
      remote: DESCRIPTION,
    });
    const laptop = "laptop" as PartyId;
    const late = { type: "accept", media: "audio", offer: DESCRIPTION, party: laptop } as const;
    expect(here.hear(here.said(late))).toEqual([]);
    const answered = here.tell({
      kind: "described",
      callId: CALL,
      of: "answer",
      description: DESCRIPTION,
      nonce: NONCE,
    });
    expect(sent(answered)).toMatchObject([{ type: "answer", to: THERE, nonce: NONCE }]);
  });

  it.each([
    ["declined", "declined"],
    ["busy", "busy"],
    ["failed", "unable"],
  ] as const)("is over when they say %s", (reason, how) => {
    const here = called();
    expect(kinds(here.hear(here.said({ type: "end", reason })))).toEqual(["close"]);
    expect(here.call).toMatchObject({ kind: "ended", how });
  });

  it("is cancelled by whoever called, and a late accept starts nothing", () => {
    const here = called();
    expect(sent(here.tell({ kind: "hang-up" }))).toMatchObject([{ reason: "cancelled" }]);
    expect(here.hear(here.said({ type: "accept", media: "audio", offer: DESCRIPTION }))).toEqual(
      [],
    );
    expect(here.call).toMatchObject({ kind: "ended", how: "cancelled" });
  });

  it("is of whom it called: others can't take or end it", () => {
    const here = called();
    const accept = { type: "accept", media: "audio", offer: DESCRIPTION } as const;
    expect(here.hear(here.said(accept, { from: CARA }))).toEqual([]);
    expect(here.hear(here.said({ type: "end", reason: "declined" }, { from: CARA }))).toEqual([]);
    expect(here.call.kind).toBe("outgoing");
  });

  it("begins no second call beside the one there is", () => {
    const here = called();
    const facts = { ...FACTS, callId: OTHER };
    expect(here.tell({ kind: "call", facts, commitment: COMMITMENT })).toEqual([]);
    expect(here.call).toMatchObject({ callId: CALL });
  });
});

describe("being called", () => {
  it("rings, and is missed after 45 seconds by the network's time, without a word", () => {
    const here = device();
    const invited = here.hear(here.said(INVITE, { atMs: here.nowMs - 5_000 }));
    expect(kinds(invited)).toEqual(["ring", "wake"]);
    expect(here.pass(39_999)).toEqual([]);
    expect(kinds(here.pass(1))).toEqual(["hush"]);
    expect(here.call).toMatchObject({ kind: "ended", how: "missed" });
  });

  it("does not ring for what is old, for strangers, or twice", () => {
    const here = device();
    expect(here.hear(here.said(INVITE, { atMs: here.nowMs - 45_000 }))).toEqual([]);
    const fresh = { ...INVITE, callId: OTHER };
    expect(here.hear(here.said(fresh), false)).toEqual([]);
    const heard = here.said(fresh);
    expect(kinds(here.hear(heard))).toContain("ring");
    expect(here.hear(heard)).toEqual([]);
  });

  it("remembers nothing that strangers say, and of others no more than has room", () => {
    const here = device();
    const { state } = here;
    const end = { type: "end", reason: "cancelled" } as const;
    here.hear(here.said(end), false);
    expect(here.state).toBe(state);
    for (let index = 0; index < REMEMBERED_AT_MOST + 5; index++) {
      here.hear(here.said({ ...end, callId: `call-${index}` as CallId }));
    }
    expect(here.state.over.size).toBe(REMEMBERED_AT_MOST);
    expect(here.state.heard.size).toBe(REMEMBERED_AT_MOST);
    const last = `call-${REMEMBERED_AT_MOST + 4}` as CallId;
    expect(here.hear(here.said({ ...INVITE, callId: last }))).toEqual([]);
  });

  it("does not ring when its end is there before it", () => {
    const here = device();
    const invite = here.said(INVITE);
    here.hear(here.said({ type: "end", reason: "cancelled" }));
    expect(here.hear(invite)).toEqual([]);
  });

  it("offers when it is taken, and tells it in one signal", () => {
    const here = rung();
    const taking = here.tell({ kind: "accept", media: "audio" });
    expect(kinds(taking)).toEqual(["hush", "describe", "wake"]);
    const told = here.tell({
      kind: "described",
      callId: CALL,
      of: "offer",
      description: DESCRIPTION,
    });
    expect(sent(told)).toMatchObject([{ type: "accept", media: "audio", offer: DESCRIPTION }]);
  });

  it("is declined with a word", () => {
    const here = rung();
    expect(sent(here.tell({ kind: "decline" }))).toMatchObject([{ reason: "declined" }]);
    expect(here.call).toMatchObject({ kind: "ended", how: "declined" });
  });

  it("stops when the caller gives up", () => {
    const here = rung();
    expect(kinds(here.hear(here.said({ type: "end", reason: "cancelled" })))).toEqual(["hush"]);
    expect(here.call).toMatchObject({ how: "missed" });
  });

  it.each([
    [{ type: "accept", media: "audio", offer: DESCRIPTION }, "answered-elsewhere"],
    [{ type: "end", reason: "declined" }, "declined-elsewhere"],
  ] as const)("stops in silence when another device of one's own has it: %j", (signal, how) => {
    const here = rung();
    const phone = { ...signal, party: "phone" as PartyId };
    const effects = here.hear(here.said(phone, { from: ANA }));
    expect(kinds(effects)).toEqual(["hush"]);
    expect(here.call).toMatchObject({ kind: "ended", how });
  });

  it("gives way when the caller answers another device", () => {
    const here = taken();
    const to = "phone" as PartyId;
    const elsewhere = { type: "answer", to, answer: DESCRIPTION, nonce: NONCE } as const;
    expect(kinds(here.hear(here.said(elsewhere)))).toEqual(["close"]);
    expect(here.call).toMatchObject({ how: "answered-elsewhere" });
  });

  it("takes the answer of whom the invitation promised, and of nobody else", () => {
    const answer = { type: "answer", to: HERE, nonce: NONCE } as const;
    const here = taken();
    expect(here.hear(here.said({ ...answer, answer: DESCRIPTION }))).toEqual([
      { kind: "apply", callId: CALL, answer: DESCRIPTION },
    ]);
    const there = taken();
    const forged = { sdp: SDP.replace("AB", "AC"), candidates: [] };
    const effects = there.hear(there.said({ ...answer, answer: forged }));
    expect(kinds(effects)).toEqual(["close", "send"]);
    expect(there.call).toMatchObject({ how: "failed" });
  });
});

describe("what came while nobody listened", () => {
  it("rings for what is open of it alone", () => {
    const here = device();
    const old = [
      here.said({ ...INVITE, callId: OTHER }),
      here.said({ type: "end", reason: "cancelled", callId: OTHER }),
      here.said(INVITE),
    ].map((heard) => ({ ...heard, mayRing: true }));
    const effects = here.tell({ kind: "caught-up", heard: old });
    expect(effects.filter(({ kind }) => kind === "ring")).toEqual([{ kind: "ring", callId: CALL }]);
    expect(sent(effects)).toEqual([]);
  });
});

describe("both call at once", () => {
  it("lets the invitation of the smaller inbox id stand", () => {
    const ana = called(ANA);
    expect(ana.hear(ana.said({ ...INVITE, callId: OTHER }))).toEqual([]);
    expect(ana.call).toMatchObject({ kind: "outgoing", callId: CALL });
  });

  it("takes theirs at once, and ends its own for all who ring", () => {
    const cara = called(CARA);
    const effects = cara.hear(cara.said({ ...INVITE, callId: OTHER }));
    expect(sent(effects)).toMatchObject([{ callId: CALL, type: "end", reason: "cancelled" }]);
    expect(cara.call).toMatchObject({ kind: "connecting", role: "callee", callId: OTHER });
    expect(effects).toContainEqual(expect.objectContaining({ kind: "describe", as: "offer" }));
  });
});

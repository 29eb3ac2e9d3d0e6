import { describe, expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { noCalls, stepCalls } from "./call-machine.ts";
import type { CallEffect, CallEvent, CallsState } from "./call-state.ts";
import { REMEMBERED_AT_MOST } from "./call-steps.ts";
import { commitTo } from "./commitment.ts";
import type { CallId, CallSignal, HeardSignal, PartyId, SaidSignal } from "./signal.ts";

const ANA = "a1" as InboxId;
const BEN = "b2" as InboxId;
const CARA = "c3" as InboxId;
const HERE = "here" as PartyId;
const THERE = "there" as PartyId;
const CALL = "call-1" as CallId;
const OTHER = "call-2" as CallId;
const THREAD = "dm:b2" as const;
const NONCE = "07".repeat(32);
const FINGERPRINT = Array.from({ length: 32 }, () => "AB").join(":");
const SDP = `v=0\r\na=fingerprint:sha-256 ${FINGERPRINT}\r\n`;
const COMMITMENT = commitTo(FINGERPRINT, NONCE);
const DESCRIPTION = { sdp: SDP, candidates: [] };
const FACTS = { callId: CALL, thread: THREAD, peer: BEN, media: "audio" } as const;

/** One device whose clock is moved by hand, and all that it asked for. */
function device(inboxId: InboxId = ANA) {
  let state: CallsState = noCalls({ inboxId, party: HERE });
  let nowMs = 1_000_000;
  let seq = 0;
  const done: CallEffect[] = [];
  const tell = (event: CallEvent): CallEffect[] => {
    const [next, effects] = stepCalls(state, event, nowMs);
    state = next;
    done.push(...effects);
    return effects;
  };
  const said = (
    signal: SaidSignal & { callId?: CallId; party?: PartyId; seq?: number },
    { from = BEN, atMs = nowMs }: { from?: InboxId; atMs?: number } = {},
  ): HeardSignal => ({
    signal: { callId: CALL, party: THERE, seq: seq++, ...signal },
    from,
    thread: THREAD,
    atMs,
  });
  const hear = (heard: HeardSignal, mayRing = true) => tell({ kind: "signal", heard, mayRing });
  return {
    tell,
    said,
    hear,
    done,
    pass: (ms: number) => {
      nowMs += ms;
      return tell({ kind: "time" });
    },
    get state() {
      return state;
    },
    get call() {
      return state.call;
    },
    get nowMs() {
      return nowMs;
    },
  };
}

type Device = ReturnType<typeof device>;

function sent(effects: readonly CallEffect[]): CallSignal[] {
  return effects.flatMap((effect) => (effect.kind === "send" ? [effect.signal] : []));
}

function kinds(effects: readonly CallEffect[]): string[] {
  return effects.map(({ kind }) => kind);
}

const INVITE = { type: "invite", media: "video", commitment: COMMITMENT } as const;

function called(inboxId?: InboxId): Device {
  const here = device(inboxId);
  here.tell({ kind: "call", facts: FACTS, commitment: COMMITMENT });
  return here;
}

function rung(): Device {
  const here = device();
  here.hear(here.said(INVITE));
  return here;
}

function taken(): Device {
  const here = rung();
  here.tell({ kind: "accept", media: "audio" });
  here.tell({ kind: "described", callId: CALL, of: "offer", description: DESCRIPTION });
  return here;
}

function answering(): Device {
  const here = called();
  here.hear(here.said({ type: "accept", media: "audio", offer: DESCRIPTION }));
  const nonce = NONCE;
  here.tell({ kind: "described", callId: CALL, of: "answer", description: DESCRIPTION, nonce });
  return here;
}

function talking(as: "caller" | "callee"): Device {
  const here = as === "caller" ? answering() : taken();
  here.tell({ kind: "transport", callId: CALL, state: "up" });
  return here;
}

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

describe("a call that waits", () => {
  const KNOCK = { ...INVITE, callId: OTHER } as const;

  it("rings beside the one there is, and is busy when declined", () => {
    const here = talking("callee");
    expect(kinds(here.hear(here.said(KNOCK, { from: CARA })))).toContain("ring");
    const effects = here.tell({ kind: "decline-waiting" });
    expect(sent(effects)).toMatchObject([{ callId: OTHER, type: "end", reason: "busy" }]);
    expect(here.call).toMatchObject({ kind: "connected", callId: CALL });
  });

  it("is taken in place of the one there is", () => {
    const here = talking("callee");
    here.hear(here.said(KNOCK, { from: CARA }));
    const effects = here.tell({ kind: "accept-waiting", media: "audio" });
    expect(sent(effects)).toMatchObject([{ callId: CALL, type: "end", reason: "hangup" }]);
    expect(here.call).toMatchObject({ kind: "connecting", callId: OTHER, peer: CARA });
  });

  it("rings on when the one there is ends, and no longer than its time", () => {
    const here = talking("callee");
    here.hear(here.said(KNOCK, { from: CARA }));
    here.tell({ kind: "hang-up" });
    expect(here.call).toMatchObject({ kind: "incoming", callId: OTHER });
    here.pass(45_000);
    expect(here.call).toMatchObject({ kind: "ended", how: "missed" });
  });

  it("has room for one: a third is told that it is busy", () => {
    const here = talking("callee");
    here.hear(here.said(KNOCK, { from: CARA }));
    const third = here.said({ ...INVITE, callId: "call-3" as CallId }, { from: "d4" as InboxId });
    expect(sent(here.hear(third))).toMatchObject([{ callId: "call-3", reason: "busy" }]);
  });
});

describe("a call whose path breaks", () => {
  it("fails when no path is found in 20 seconds", () => {
    const here = answering();
    expect(here.pass(19_999)).toEqual([]);
    expect(sent(here.pass(1))).toMatchObject([{ type: "end", reason: "failed" }]);
  });

  it("says nothing to anybody while it mends itself", () => {
    const here = talking("caller");
    here.tell({ kind: "transport", callId: CALL, state: "disconnected" });
    expect(here.call.kind).toBe("reconnecting");
    here.tell({ kind: "transport", callId: CALL, state: "up" });
    expect(here.call.kind).toBe("connected");
    expect(here.pass(60_000)).toEqual([]);
  });

  it("is offered anew by the caller, three times at most, and is lost after 30 seconds", () => {
    const here = talking("caller");
    here.tell({ kind: "transport", callId: CALL, state: "disconnected" });
    let offers = 0;
    for (let waited = 0; waited < 29_900; waited += 100) {
      offers += here.pass(100).filter(({ kind }) => kind === "describe").length;
    }
    expect(offers).toBe(3);
    expect(sent(here.pass(100))).toMatchObject([{ type: "end", reason: "lost" }]);
    expect(here.call).toMatchObject({ kind: "ended", how: "lost", durationMs: 30_000 });
  });

  it("is offered anew at once when it failed", () => {
    const here = talking("caller");
    const effects = here.tell({ kind: "transport", callId: CALL, state: "failed" });
    expect(effects).toContainEqual(
      expect.objectContaining({ kind: "describe", as: "restart-offer" }),
    );
  });

  it("is answered by the callee, whether or not it saw the break, and never an old offer", () => {
    const here = talking("callee");
    const offer = { type: "restart", to: HERE, kind: "offer", description: DESCRIPTION } as const;
    const first = here.hear(here.said({ ...offer, turn: 2 }));
    expect(first).toContainEqual(
      expect.objectContaining({ kind: "describe", as: "restart-answer", remote: DESCRIPTION }),
    );
    expect(here.hear(here.said({ ...offer, turn: 1 }))).toEqual([]);
    const told = here.tell({
      kind: "described",
      callId: CALL,
      of: "restart-answer",
      description: DESCRIPTION,
    });
    expect(sent(told)).toMatchObject([{ type: "restart", kind: "answer", turn: 2, to: THERE }]);
  });

  it("takes the answer to its last offer only", () => {
    const here = talking("caller");
    here.tell({ kind: "transport", callId: CALL, state: "failed" });
    here.pass(4_000);
    const answer = { type: "restart", to: HERE, kind: "answer", description: DESCRIPTION } as const;
    expect(here.hear(here.said({ ...answer, turn: 1 }))).toEqual([]);
    expect(kinds(here.hear(here.said({ ...answer, turn: 2 })))).toEqual(["apply"]);
  });
});

describe("a call that goes over to a relay", () => {
  const looked = (here: Device, isDirect: boolean) =>
    kinds(here.tell({ kind: "way", callId: CALL, isDirect }));

  it("is offered a direct way by the caller, once for each time that it had one", () => {
    const here = talking("caller");
    expect(looked(here, true)).toEqual([]);
    const effects = here.tell({ kind: "way", callId: CALL, isDirect: false });
    expect(effects).toMatchObject([{ kind: "describe", as: "restart-offer" }]);
    expect(here.call.kind).toBe("connected");
    expect(looked(here, false)).toEqual([]);
    here.pass(60_000);
    expect(looked(here, false)).toEqual([]);
    looked(here, true);
    expect(looked(here, false)).toEqual(["describe"]);
  });

  it("is not looked for a direct way again at once, where it comes and goes", () => {
    const here = talking("caller");
    looked(here, true);
    expect(looked(here, false)).toEqual(["describe"]);
    looked(here, true);
    here.pass(29_000);
    expect(looked(here, false)).toEqual([]);
  });

  it("stays there where it never went directly, and where the other side called", () => {
    expect(looked(talking("caller"), false)).toEqual([]);
    const callee = talking("callee");
    looked(callee, true);
    expect(looked(callee, false)).toEqual([]);
  });
});

it("tells how long it was when it ends, to the other side too", () => {
  const here = talking("caller");
  here.pass(192_000);
  expect(sent(here.tell({ kind: "hang-up" }))).toMatchObject([
    { type: "end", reason: "hangup", durationMs: 192_000 },
  ]);
  expect(here.call).toMatchObject({ kind: "ended", how: "hung-up", durationMs: 192_000 });
  here.tell({ kind: "dismiss" });
  expect(here.call).toEqual({ kind: "idle" });
});

describe("whose page was loaded anew", () => {
  const AGAIN = { ...INVITE, callId: OTHER, party: "again" as PartyId, rejoins: CALL };

  it("is taken back without a ring, in the place of the call that they fell out of", () => {
    const here = talking("caller");
    const effects = here.hear(here.said(AGAIN), false);
    expect(kinds(effects)).toEqual(["close", "send", "describe", "wake"]);
    expect(sent(effects)).toMatchObject([{ callId: CALL, type: "end", reason: "lost" }]);
    expect(here.call).toMatchObject({ kind: "connecting", callId: OTHER, peerParty: "again" });
    // What is sent from here goes on, and so does its time.
    expect(effects[0]).toEqual({ kind: "close", callId: CALL, keepsMedia: true });
    here.pass(5_000);
    here.tell({ kind: "transport", callId: OTHER, state: "up" });
    here.pass(10_000);
    expect(sent(here.tell({ kind: "hang-up" }))).toMatchObject([{ durationMs: 15_000 }]);
  });

  it("goes back to it with the time that it had", () => {
    const here = device();
    const rejoins = { callId: OTHER, sinceMs: here.nowMs - 60_000 };
    const effects = here.tell({ kind: "call", facts: FACTS, commitment: COMMITMENT, rejoins });
    expect(sent(effects)).toMatchObject([{ type: "invite", rejoins: OTHER }]);
    here.hear(here.said({ type: "accept", media: "audio", offer: DESCRIPTION }));
    here.tell({ kind: "transport", callId: CALL, state: "up" });
    expect(here.call).toMatchObject({ kind: "connected", sinceMs: rejoins.sinceMs });
  });

  it("is waited for while its path is down, for half a minute, and offered no new path", () => {
    const here = talking("caller");
    expect(kinds(here.tell({ kind: "away", callId: CALL }))).toEqual(["wake"]);
    expect(here.tell({ kind: "transport", callId: CALL, state: "failed" })).toEqual([]);
    here.pass(29_000);
    expect(here.call).toMatchObject({ kind: "reconnecting", isAway: true });
    expect(sent(here.pass(1_000))).toMatchObject([{ type: "end", reason: "lost" }]);
    expect(here.call).toMatchObject({ kind: "ended", how: "gone" });
  });

  it("rings nowhere else, and takes nobody else's call", () => {
    const idle = device();
    expect(idle.hear(idle.said(AGAIN))).toEqual([]);
    const here = talking("caller");
    expect(here.hear(here.said(AGAIN, { from: CARA }))).toEqual([]);
    expect(here.call).toMatchObject({ kind: "connected", callId: CALL });
  });
});

it("ends where the other side hung up over their own connection, and tells nobody", () => {
  const here = talking("caller");
  here.pass(7_000);
  expect(sent(here.tell({ kind: "left", callId: CALL }))).toEqual([]);
  expect(here.call).toMatchObject({ kind: "ended", how: "hung-up", durationMs: 7_000 });
  expect(here.tell({ kind: "left", callId: CALL })).toEqual([]);
});

import { describe, expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import {
  answering,
  CALL,
  CARA,
  COMMITMENT,
  DESCRIPTION,
  type Device,
  device,
  FACTS,
  HERE,
  INVITE,
  kinds,
  OTHER,
  sent,
  THERE,
  talking,
} from "@/tests/fakes/call-story.ts";
import type { CallId, PartyId } from "./signal.ts";

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

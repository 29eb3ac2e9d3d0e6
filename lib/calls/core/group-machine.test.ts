import { beforeEach, describe, expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { chances } from "@/tests/fakes/chances.ts";
import { GROUP, type GroupDevice, groupWorld } from "@/tests/fakes/group-world.ts";
import type { CallSignal, HeardSignal, PartyId } from "./signal.ts";

const MINUTE_MS = 60_000;

let world: ReturnType<typeof groupWorld>;
let ana: GroupDevice;
let ben: GroupDevice;
let cara: GroupDevice;
let dan: GroupDevice;

beforeEach(() => {
  world = groupWorld(chances(7), { missedMs: 200 });
  [ana, ben, cara, dan] = ["ana", "ben", "cara", "dan"].map(world.add) as [
    GroupDevice,
    GroupDevice,
    GroupDevice,
    GroupDevice,
  ];
});

const call = ({ state }: GroupDevice) => state.call;
const pairsOf = ({ state }: GroupDevice) =>
  state.call.kind === "joined" ? [...state.call.pairs.values()].map(({ kind }) => kind) : [];
const partyOf = (device: GroupDevice) => {
  const { call: its } = device.state;
  if (its.kind !== "joined") throw new Error("It is in no call");
  return its.party;
};
const saidTypes = () => world.signals.map(({ signal }) => signal.type);

function joinAll(...devices: readonly GroupDevice[]): void {
  for (const device of devices) {
    world.join(device);
    world.pass(10_000);
  }
}

describe("a call of a group that begins", () => {
  it("rings at the others for 45 seconds, and not at who began it", () => {
    world.join(ana);
    world.pass(5_000);
    expect([ana, ben, cara].map(({ isRinging }) => isRinging)).toEqual([false, true, true]);
    world.pass(45_000);
    expect(ben.isRinging).toBe(false);
    expect(world.roomAt(ben)?.members).toHaveLength(1);
  });

  it("rings no more where it is not wanted, was taken on another device, or is over", () => {
    const second = world.add("ben");
    world.join(ana);
    world.pass(3_000);
    world.tell(cara, { kind: "not-now" });
    world.hear(cara, ...world.signals);
    expect(cara.isRinging).toBe(false);
    expect(second.isRinging).toBe(true);
    world.join(ben);
    world.pass(3_000);
    expect([ben.isRinging, second.isRinging, dan.isRinging]).toEqual([false, false, true]);
    for (const device of [ana, ben]) world.leave(device);
    world.pass(3_000);
    expect(dan.isRinging).toBe(false);
    expect(saidTypes().filter((type) => type === "leave")).toHaveLength(2);
  });

  it("does not ring when it is over by the time that it is heard of, nor when that is late", () => {
    world.join(ana);
    world.pass(1_000);
    const [begun] = world.signals;
    const late = world.add("eva");
    const left = { ...begun, signal: { ...begun?.signal, type: "leave", seq: 1 } };
    world.hear(late, begun as HeardSignal, { ...left, atMs: world.nowMs() } as HeardSignal);
    expect(late.isRinging).toBe(false);
    const later = world.add("fay");
    world.pass(46_000);
    world.hear(later, begun as HeardSignal);
    expect(later.isRinging).toBe(false);
    expect(world.roomAt(later)?.members).toHaveLength(1);
  });

  it("does not ring for who may not, and stands there all the same", () => {
    world.join(ana);
    const [begun] = world.signals;
    const wary = world.add("eva");
    world.tell(wary, { kind: "heard", heard: [{ ...(begun as HeardSignal), mayRing: false }] });
    expect(wary.isRinging).toBe(false);
    expect(world.roomAt(wary)?.members).toHaveLength(1);
  });
});

describe("who is in a call of a group", () => {
  it("is told that it is full when four are in it", () => {
    const eva = world.add("eva");
    joinAll(ana, ben, cara, dan, eva);
    expect(call(eva)).toMatchObject({ kind: "ended", how: "full" });
    expect(eva.ends.size).toBe(0);
    expect(saidTypes().filter((type) => type === "join")).toHaveLength(4);
    world.leave(ana);
    world.pass(3_000);
    world.join(eva);
    world.pass(10_000);
    expect(pairsOf(eva)).toEqual(["connected", "connected", "connected"]);
  });

  it("is told so too when the others were faster", () => {
    joinAll(ana, ben, cara);
    const eva = world.add("eva");
    world.hear(eva, ...world.signals);
    for (const device of [dan, eva]) world.join(device);
    world.pass(20_000);
    const hows = [dan, eva].map(({ state }) => state.call.kind === "ended" && state.call.how);
    expect(hows.sort()).toEqual(["full", false].sort());
  });

  it("goes on with it on another device", () => {
    const second = world.add("ana");
    joinAll(ana, ben, second);
    expect(call(ana)).toMatchObject({ kind: "ended", how: "elsewhere" });
    expect(ana.ends.size).toBe(0);
    expect([pairsOf(second), pairsOf(ben)]).toEqual([["connected"], ["connected"]]);
  });

  it("goes on with it on another device when nobody else is in it", () => {
    const second = world.add("ana");
    joinAll(ana, second);
    expect(call(ana)).toMatchObject({ kind: "ended", how: "elsewhere" });
    expect(call(second)).toMatchObject({ kind: "joined", sinceMs: expect.any(Number) });
  });

  it("loses who crashed, says so once, and the others stay", () => {
    joinAll(ana, ben, cara, dan);
    world.kill(dan);
    world.pass(2 * MINUTE_MS);
    expect(saidTypes().filter((type) => type === "gone")).toHaveLength(1);
    for (const device of [ana, ben, cara]) {
      expect(pairsOf(device)).toEqual(["connected", "connected"]);
    }
  });

  it("comes in again of itself when others say that it is gone", () => {
    joinAll(ana, ben, cara);
    const before = partyOf(cara);
    const signal = { ...said(ben, 90), type: "gone", gone: before } as CallSignal;
    const heard = { signal, from: ben.inboxId, thread: GROUP, atMs: world.nowMs() };
    for (const device of [ana, ben, cara]) world.hear(device, heard);
    world.pass(20_000);
    expect(partyOf(cara)).not.toBe(before);
    for (const device of [ana, ben, cara]) {
      expect(pairsOf(device)).toEqual(["connected", "connected"]);
    }
  });

  it("gives up when it is said to be gone again and again", () => {
    joinAll(ana, ben);
    for (let times = 0; times < 4 && call(ben).kind === "joined"; times += 1) {
      const signal = { ...said(ana, 90 + times), type: "gone", gone: partyOf(ben) } as CallSignal;
      const heard = { signal, from: ana.inboxId, thread: GROUP, atMs: world.nowMs() };
      for (const device of [ana, ben]) world.hear(device, heard);
      world.pass(10_000);
    }
    expect(call(ben)).toMatchObject({ kind: "ended", how: "lost" });
  });

  it("sees at once that somebody leaves, also when the group does not hear of it for long", () => {
    joinAll(ana, ben, cara);
    const { own } = [...ana.ends.values()][0] ?? {};
    world.tell(ana, { kind: "parted", own: own as PartyId, to: partyOf(ben), how: "left" });
    expect(pairsOf(ana).sort()).toEqual(["connected", "gone"]);
  });

  it("waits half a minute for a page that is loaded anew, which comes in as another", () => {
    joinAll(ana, ben, cara);
    const to = partyOf(cara);
    for (const device of [ana, ben]) {
      world.tell(device, { kind: "parted", own: partyOf(device), to, how: "away" });
    }
    cara.isDead = true;
    world.pass(20_000);
    expect(pairsOf(ana).sort()).toEqual(["connected", "reconnecting"]);
    const again = world.add("cara");
    world.hear(again, ...world.signals);
    joinAll(again);
    for (const device of [ana, ben, again]) {
      expect(pairsOf(device)).toEqual(["connected", "connected"]);
    }
    expect(saidTypes()).not.toContain("gone");
  });

  it("finds a new path with one of them while the others go on", () => {
    joinAll(ana, ben, cara);
    const before = world.signals.length;
    world.cut(cara, partyOf(ana));
    expect(pairsOf(cara).sort()).toEqual(["connected", "reconnecting"]);
    world.pass(20_000);
    expect(pairsOf(cara)).toEqual(["connected", "connected"]);
    expect(world.signals.slice(before).map(({ signal }) => signal.type)).toEqual([
      "offer",
      "reply",
    ]);
  });

  it("stays in it without a path to one of them, and that one too; it is looked for again", () => {
    const reaches = (...two: readonly InboxId[]) => two.toSorted().join() !== "ana,ben";
    world = groupWorld(chances(3), { reaches });
    [ana, ben, cara] = ["ana", "ben", "cara"].map(world.add) as [
      GroupDevice,
      GroupDevice,
      GroupDevice,
    ];
    joinAll(ana, ben, cara);
    world.pass(20 * MINUTE_MS);
    expect([ana, ben, cara].map((device) => pairsOf(device).sort())).toEqual([
      ["connected", "failed"],
      ["connected", "failed"],
      ["connected", "connected"],
    ]);
    expect(saidTypes()).not.toContain("gone");
    const offers = saidTypes().filter((type) => type === "offer").length;
    expect(offers).toBeGreaterThanOrEqual(3);
    expect(offers).toBeLessThanOrEqual(8);
    world.kill(ben);
    world.pass(30 * MINUTE_MS);
    expect(world.roomAt(ana)?.members).toHaveLength(2);
  });

  it("says every ten minutes that the call goes on, one of them for all", () => {
    joinAll(ana, ben);
    world.pass(35 * MINUTE_MS);
    expect(saidTypes().filter((type) => type === "still")).toHaveLength(3);
    expect(world.roomAt(cara)?.members).toHaveLength(2);
  });

  it("leaves a call in which it is alone for ten minutes", () => {
    joinAll(ana, ben);
    world.leave(ben);
    world.pass(11 * MINUTE_MS);
    expect(call(ana)).toMatchObject({ kind: "ended", how: "alone" });
    expect(world.roomAt(cara)).toBeUndefined();
  });

  it("ends where no network takes that it came in, and where it reaches nobody any more", () => {
    world.join(ana);
    const { signal } = world.signals[0] as HeardSignal;
    world.tell(ana, { kind: "unsent", signal });
    expect(call(ana)).toMatchObject({ kind: "ended", how: "failed" });
    joinAll(ben, cara);
    world.cut(cara, partyOf(ben));
    world.tell(cara, {
      kind: "unsent",
      signal: { ...said(cara, 9), type: "gone", gone: partyOf(ben) } as CallSignal,
    });
    expect(call(cara)).toMatchObject({ kind: "ended", how: "lost" });
  });
});

describe("what is wrong", () => {
  it("of others than those in the call changes no way, and fills no memory", () => {
    joinAll(ana, ben);
    const before = world.signals.length;
    for (let index = 0; index < 500; index += 1) {
      const description = { sdp: "x", candidates: [] };
      const facts = { callId: said(ben, 0).callId, party: `x${index}` as PartyId, seq: index };
      const signals = [
        { ...facts, type: "offer", to: partyOf(ana), turn: index, description },
        { ...facts, type: "reply", to: partyOf(ana), turn: 0, description },
        // Somebody else's name, with an inbox that it is not of.
        {
          ...facts,
          party: partyOf(ben),
          type: "offer",
          to: partyOf(ana),
          turn: index,
          description,
        },
      ] as CallSignal[];
      for (const signal of signals)
        world.hear(ana, { signal, from: "mallory" as InboxId, thread: GROUP, atMs: world.nowMs() });
    }
    world.pass(5_000);
    expect(pairsOf(ana)).toEqual(["connected"]);
    expect(world.signals).toHaveLength(before);
    const { state } = ana;
    expect(state.call.kind === "joined" && state.call.early.size).toBeLessThanOrEqual(8);
  });

  it("remembers the calls of a hundred groups", () => {
    world.join(ana);
    const begun = world.signals[0] as HeardSignal;
    for (let index = 0; index < 150; index += 1) {
      world.hear(cara, { ...begun, thread: `group:${index}` });
    }
    expect(cara.state.rooms.size).toBe(100);
  });
});

function said(device: GroupDevice, seq: number) {
  const { call: its } = device.state;
  if (its.kind !== "joined") throw new Error("It is in no call");
  return { callId: its.callId, party: its.party, seq };
}

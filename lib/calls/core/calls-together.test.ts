import fc from "fast-check";
import { expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import { chances } from "@/tests/fakes/chances.ts";
import { deliverUnruly, Schedule } from "@/tests/fakes/unruly-delivery.ts";
import { noCalls, stepCalls } from "./call-machine.ts";
import type { CallEffect, CallEvent, CallsState } from "./call-state.ts";
import { isLive } from "./call-steps.ts";
import { commitTo } from "./commitment.ts";
import type { CallId, HeardSignal, PartyId } from "./signal.ts";

/*
 * Several devices of several people in one world: every signal is published once, in the network's
 * order, and reaches each device late, twice, out of order, or only when it catches up.
 */

const NONCE = "11".repeat(32);
const sdpOf = (party: string) =>
  `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => party).join(":")}\r\n`;

type Device = {
  name: string;
  inboxId: InboxId;
  party: PartyId;
  state: CallsState;
  rings: Set<CallId>;
  /** Calls whose end this device has seen. */
  over: Set<CallId>;
  missed: HeardSignal[];
};

/** `late` is how long it may take to catch up with what was missed, in milliseconds. */
function world(random: () => number, { late = 20_000 } = {}) {
  const schedule = new Schedule();
  const later = schedule.later.bind(schedule);
  let calls = 0;
  const devices: Device[] = [];
  const signals: HeardSignal[] = [];

  function join(name: string, inboxId: string, party: string): void {
    const self = { inboxId: inboxId as InboxId, party: party as PartyId };
    const state = noCalls(self);
    devices.push({ name, ...self, state, rings: new Set(), over: new Set(), missed: [] });
  }

  function tell(device: Device, event: CallEvent): void {
    const [state, effects] = stepCalls(device.state, event, schedule.nowMs);
    device.state = state;
    for (const effect of effects) carryOut(device, effect);
    for (const callId of state.over.keys()) {
      expect(device.rings.has(callId), "nothing rings after its end").toBe(false);
    }
    const ringing = [
      state.waiting?.callId,
      ...(state.call.kind === "incoming" ? [state.call.callId] : []),
    ];
    expect([...device.rings].sort(), "what rings is what it says").toEqual(
      ringing.filter((id) => id !== undefined).sort(),
    );
  }

  function carryOut(device: Device, effect: CallEffect): void {
    switch (effect.kind) {
      case "send":
        publish(device, { ...effect, from: device.inboxId, atMs: schedule.nowMs });
        return;
      case "ring":
        expect(device.over.has(effect.callId), "never a ring after the end").toBe(false);
        device.rings.add(effect.callId);
        return;
      case "hush":
        device.rings.delete(effect.callId);
        return;
      case "close":
        device.over.add(effect.callId);
        return;
      case "wake":
        later(effect.atMs - schedule.nowMs, () => tell(device, { kind: "time" }));
        return;
      case "describe": {
        const { callId, as } = effect;
        const description = { sdp: sdpOf(device.party), candidates: [] };
        later(random() * 400, () => {
          tell(device, { kind: "described", callId, of: as, description, nonce: NONCE });
          if (as === "answer") later(random() * 3_000, () => connect(device, callId));
        });
        return;
      }
      case "apply":
        later(random() * 3_000, () => connect(device, effect.callId));
        return;
      default:
        return;
    }
  }

  /** Media flow when both sides have each other's description, most of the time. */
  function connect(device: Device, callId: CallId): void {
    tell(device, { kind: "transport", callId, state: "up" });
  }

  function publish(sender: Device, heard: HeardSignal & { thread: ThreadKey }): void {
    const signal: HeardSignal = {
      signal: heard.signal,
      from: heard.from,
      thread: heard.thread,
      atMs: schedule.nowMs,
    };
    signals.push(signal);
    for (const device of devices) {
      if (device !== sender && !reaches(signal, device)) continue;
      deliverUnruly(device, signal, {
        ...{ random, schedule, lateMs: 600, missedMs: late },
        hear: (heard) => hear(device, heard),
        catchUp: (missed) => catchUp(device, missed),
      });
    }
  }

  /** A thread is of two inboxes: its key says which. */
  function reaches({ thread }: HeardSignal, device: Device): boolean {
    return thread.slice(3).split("+").includes(device.inboxId);
  }

  function hear(device: Device, heard: HeardSignal): void {
    tell(device, { kind: "signal", heard, mayRing: true });
  }

  function catchUp(device: Device, missed: readonly HeardSignal[]): void {
    const heard = missed.map((signal) => ({ ...signal, mayRing: true }));
    tell(device, { kind: "caught-up", heard });
  }

  function threadOf(a: InboxId, b: InboxId): ThreadKey {
    return `dm:${[a, b].sort().join("+")}`;
  }

  return {
    join,
    devices,
    signals,
    act(device: Device, what: number, whom: number): void {
      const { call, waiting } = device.state;
      const peers = devices.filter(({ inboxId }) => inboxId !== device.inboxId);
      const peer = peers[whom % peers.length]?.inboxId;
      const media = "audio" as const;
      if (!peer) return;
      const events: CallEvent[] = [
        {
          kind: "call",
          facts: {
            callId: `call-${calls++}` as CallId,
            thread: threadOf(device.inboxId, peer),
            peer,
            media,
          },
          commitment: commitTo(sdpOf(device.party).slice(22).trim(), NONCE),
        },
        { kind: "accept", media },
        { kind: "accept", media },
        { kind: "decline" },
        { kind: "hang-up" },
        { kind: "accept-waiting", media },
        { kind: "decline-waiting" },
        { kind: "dismiss" },
      ];
      const event = events[what % events.length];
      if (event) tell(device, event);
      if (isLive(call) && what % 11 === 0)
        tell(device, { kind: "transport", callId: call.callId, state: "failed" });
      if (waiting && what % 5 === 0) tell(device, { kind: "accept-waiting", media });
    },
    pass: (ms: number) => schedule.pass(ms),
  };
}

const actions = fc.array(
  fc.record({
    who: fc.nat({ max: 3 }),
    what: fc.nat({ max: 120 }),
    whom: fc.nat({ max: 3 }),
    afterMs: fc.nat({ max: 8_000 }),
  }),
  { minLength: 1, maxLength: 40 },
);

/** Whoever is in a call is in it with somebody who is in it with them. */
function expectPaired(devices: readonly Device[]): void {
  for (const { name, party, state } of devices) {
    if (state.call.kind !== "connected") continue;
    const { callId, peerParty } = state.call;
    const other = devices.find((device) => device.party === peerParty);
    expect(other?.state.call, `whom ${name} talks with`).toMatchObject({
      kind: "connected",
      callId,
      peerParty: party,
    });
  }
}

it("never has two calls on a device, nor a ring after the end, and comes to rest", () => {
  fc.assert(
    fc.property(actions, fc.nat(), (steps, seed) => {
      const all = world(chances(seed));
      all.join("Ana", "a1", "A0");
      all.join("Ana's phone", "a1", "A1");
      all.join("Ben", "b2", "B0");
      all.join("Cara", "c3", "C0");
      for (const { who, what, whom, afterMs } of steps) {
        const device = all.devices[who % all.devices.length];
        if (device) all.act(device, what, whom);
        all.pass(afterMs);
      }
      // Nobody does anything more: what rings stops, what does not come up fails.
      all.pass(120_000);
      for (const { state, rings, name } of all.devices) {
        expect([...rings], `nothing rings at ${name}`).toEqual([]);
        expect(state.waiting, name).toBeUndefined();
        expect(["idle", "ended", "connected"], name).toContain(state.call.kind);
      }
      expectPaired(all.devices);
    }),
    { numRuns: 300 },
  );
});

it("puts both in one call when one calls, the other takes it, and all signals arrive", () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: 30_000 }), (seed, hesitatesMs) => {
      const all = world(chances(seed), { late: 5_000 });
      all.join("Ana", "a1", "A0");
      all.join("Ben", "b2", "B0");
      const [ana, ben] = all.devices;
      if (!ana || !ben) throw new Error("two devices");
      all.act(ana, 0, 0);
      all.pass(20_000);
      all.act(ben, 1, 0);
      all.pass(Math.max(40_000, hesitatesMs));
      if (ben.state.over.size > 0) return;
      expect([ana.state.call.kind, ben.state.call.kind]).toEqual(["connected", "connected"]);
      all.act(ana, 4, 0);
      all.pass(25_000);
      expect(ben.state.call).toMatchObject({ kind: "ended", how: "hung-up" });
      expect(all.signals.length, "four signals for an answered call").toBe(4);
    }),
  );
});

it("puts both in one call when both call at once", () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: 1_500 }), (seed, apartMs) => {
      const all = world(chances(seed), { late: 5_000 });
      all.join("Ana", "a1", "A0");
      all.join("Ben", "b2", "B0");
      const [ana, ben] = all.devices;
      if (!ana || !ben) throw new Error("two devices");
      all.act(ben, 0, 0);
      all.pass(apartMs);
      all.act(ana, 0, 0);
      const met = ana.state.call.kind === "outgoing" && ben.state.call.kind === "outgoing";
      all.pass(44_000);
      if (met) {
        expect([ana.state.call.kind, ben.state.call.kind]).toEqual(["connected", "connected"]);
        expectPaired(all.devices);
      }
    }),
  );
});

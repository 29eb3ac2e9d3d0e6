import { noGroupCalls, stepGroups } from "@/lib/calls/core/group-machine.ts";
import type { GroupEffect, GroupEvent, GroupsState } from "@/lib/calls/core/group-state.ts";
import { isOpen, type Room } from "@/lib/calls/core/room.ts";
import type { CallId, HeardSignal, PartyId } from "@/lib/calls/core/signal.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import { deliverUnruly, Schedule } from "./unruly-delivery.ts";

/*
 * Devices of several people in one group: every signal is published once, in the network's order,
 * and reaches each device late, twice, out of order, or only when it catches up.
 */

export const GROUP = "group:crew" as ThreadKey;

/** This side's end of a way to another party. */
type End = { own: PartyId; turn: number; hasBoth: boolean; isUp: boolean };

export type GroupDevice = {
  readonly inboxId: InboxId;
  state: GroupsState;
  isDead: boolean;
  isRinging: boolean;
  ends: Map<PartyId, End>;
  missed: HeardSignal[];
  /** The most that it ever had at once. */
  mostEnds: number;
};

export type GroupWorldOptions = {
  /** How long a signal takes at most, and what was missed. */
  lateMs?: number;
  missedMs?: number;
  /** Whether a path leads from one person to another. */
  reaches?: (one: InboxId, other: InboxId) => boolean;
};

export function groupWorld(
  random: () => number,
  { lateMs = 600, missedMs = 3_000, reaches = () => true }: GroupWorldOptions = {},
) {
  const schedule = new Schedule();
  const later = schedule.later.bind(schedule);
  let ids = 0;
  const devices: GroupDevice[] = [];
  const signals: HeardSignal[] = [];
  const fresh = () => {
    ids += 1;
    return {
      callId: `call-${ids}` as CallId,
      party: `p${String(ids).padStart(5, "0")}` as PartyId,
    };
  };

  function tell(device: GroupDevice, event: GroupEvent): void {
    if (device.isDead) return;
    const [state, effects] = stepGroups(device.state, event, {
      nowMs: schedule.nowMs,
      fresh: fresh(),
    });
    device.state = state;
    for (const effect of effects) carryOut(device, effect);
    device.mostEnds = Math.max(device.mostEnds, device.ends.size);
  }

  function carryOut(device: GroupDevice, effect: GroupEffect): void {
    switch (effect.kind) {
      case "send":
        publish({ ...effect, from: device.inboxId, atMs: schedule.nowMs });
        return;
      case "ring":
      case "hush":
        device.isRinging = effect.kind === "ring";
        return;
      case "wake":
        later(effect.atMs - schedule.nowMs, () => tell(device, { kind: "time" }));
        return;
      case "describe":
        describeTo(device, effect);
        return;
      case "apply": {
        const end = device.ends.get(effect.to);
        if (end) connect(device, effect.to, { ...end, hasBoth: true });
        return;
      }
      case "part":
        part(device, effect.to);
        return;
      case "close":
        for (const to of [...device.ends.keys()]) part(device, to);
        return;
      default:
        return;
    }
  }

  function describeTo(
    device: GroupDevice,
    effect: Extract<GroupEffect, { kind: "describe" }>,
  ): void {
    const { own, to, as, turn } = effect;
    const known = device.ends.get(to);
    device.ends.set(to, { own, turn, hasBoth: as === "answer", isUp: known?.isUp ?? false });
    later(random() * 900, () => {
      if (device.ends.get(to)?.own !== own) return;
      const description = { sdp: `${own} ${turn}`, candidates: [] };
      tell(device, { kind: "described", own, to, as, turn, description });
      const end = device.ends.get(to);
      if (as === "answer" && end) connect(device, to, end);
    });
  }

  const otherEnd = (device: GroupDevice, to: PartyId) => {
    const { own } = device.ends.get(to) ?? {};
    const other = devices.find(({ ends }) => own && ends.get(own)?.own === to);
    const end = own && other?.ends.get(own);
    return other && own && end ? { other, own, end } : undefined;
  };

  /** Media flow when both have described themselves to each other, and a path is there. */
  function connect(device: GroupDevice, to: PartyId, end: End): void {
    device.ends.set(to, end);
    later(random() * 2_000, () => {
      const here = device.ends.get(to);
      const there = otherEnd(device, to);
      if (!here || !there || there.other.isDead || device.isDead) return;
      const isBoth = here.hasBoth && there.end.hasBoth && here.turn === there.end.turn;
      if (!isBoth || !reaches(device.inboxId, there.other.inboxId)) return;
      here.isUp = true;
      there.end.isUp = true;
      tell(device, { kind: "transport", own: here.own, to, state: "up" });
      tell(there.other, { kind: "transport", own: to, to: there.own, state: "up" });
    });
  }

  /** The other side hears of it over the way that they had. */
  function part(device: GroupDevice, to: PartyId): void {
    const there = otherEnd(device, to);
    const end = device.ends.get(to);
    device.ends.delete(to);
    if (!end?.isUp || !there || device.isDead) return;
    later(random() * 200, () =>
      tell(there.other, { kind: "parted", own: to, to: there.own, how: "left" }),
    );
  }

  function publish(heard: HeardSignal): void {
    // No two have one place in the network's order.
    schedule.nowMs += 1;
    const { signal, from, thread } = heard;
    const said = { signal, from, thread, atMs: schedule.nowMs };
    signals.push(said);
    for (const device of devices) {
      deliverUnruly<HeardSignal>(device, said, {
        ...{ random, schedule, lateMs, missedMs },
        hear: (one) => hear(device, one),
        catchUp: (missed) => hear(device, ...missed),
      });
    }
  }

  function hear(device: GroupDevice, ...heard: readonly HeardSignal[]): void {
    tell(device, { kind: "heard", heard: heard.map((each) => ({ ...each, mayRing: true })) });
  }

  return {
    devices,
    signals,
    nowMs: () => schedule.nowMs,
    add(inboxId: string): GroupDevice {
      const device: GroupDevice = {
        inboxId: inboxId as InboxId,
        state: noGroupCalls(inboxId as InboxId),
        isDead: false,
        isRinging: false,
        ends: new Map(),
        missed: [],
        mostEnds: 0,
      };
      devices.push(device);
      return device;
    },
    tell,
    hear,
    join: (device: GroupDevice) => tell(device, { kind: "join", thread: GROUP, media: "audio" }),
    leave: (device: GroupDevice) => tell(device, { kind: "leave" }),
    /** Its page is gone without a word; the others notice that nothing comes any more. */
    kill(device: GroupDevice): void {
      for (const [to, { own, isUp }] of device.ends) {
        const there = otherEnd(device, to);
        if (!there || !isUp) continue;
        later(5_000, () =>
          tell(there.other, { kind: "transport", own: to, to: own, state: "disconnected" }),
        );
      }
      device.isDead = true;
    },
    /** The way between two breaks, and is found again by a new offer alone. */
    cut(device: GroupDevice, to: PartyId): void {
      const end = device.ends.get(to);
      const there = otherEnd(device, to);
      if (!end?.isUp || !there) return;
      end.isUp = false;
      there.end.isUp = false;
      tell(device, { kind: "transport", own: end.own, to, state: "failed" });
      tell(there.other, { kind: "transport", own: to, to: end.own, state: "failed" });
    },
    pass: (ms: number) => schedule.pass(ms),
    roomAt: ({ state }: GroupDevice): Room | undefined => {
      const room = state.rooms.get(GROUP)?.now.room;
      return isOpen(room, schedule.nowMs) ? room : undefined;
    },
  };
}

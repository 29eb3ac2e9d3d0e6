import fc from "fast-check";
import { expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { chances } from "@/tests/fakes/chances.ts";
import { type GroupDevice, groupWorld } from "@/tests/fakes/group-world.ts";

type World = ReturnType<typeof groupWorld>;
type Move = {
  who: number;
  what: "join" | "leave" | "kill" | "cut" | "not-now" | "dismiss";
  afterMs: number;
};

const inCall = ({ state, isDead }: GroupDevice) =>
  !isDead && state.call.kind === "joined" && state.call.sinceMs !== undefined;

const partyOf = ({ state: { call } }: GroupDevice) =>
  call.kind === "joined" ? call.party : undefined;

/** Who has stayed is in one call, with everybody else who has, and with nobody besides. */
function expectOneCall(world: World, reaches: (a: InboxId, b: InboxId) => boolean): void {
  const alive = world.devices.filter(({ isDead }) => !isDead);
  const there = alive.filter(inCall);
  for (const device of alive) {
    expect(["idle", "ended", "joined"]).toContain(device.state.call.kind);
    expect(device.isRinging, "nothing rings at rest").toBe(false);
    if (!there.includes(device)) expect(device.ends.size, "ways of who is in no call").toBe(0);
  }
  const rooms = alive.map((device) => world.roomAt(device)?.members.map(({ party }) => party));
  for (const room of rooms) expect(room, "all see the same people in it").toEqual(rooms[0]);
  if (there.length === 0) return;
  expect([...(rooms[0] ?? [])].sort()).toEqual(there.map(partyOf).sort());
  expect(new Set(there.map(({ inboxId }) => inboxId)).size).toBe(there.length);
  expect(there.length).toBeLessThanOrEqual(4);
  for (const one of there) {
    const { call } = one.state;
    if (call.kind !== "joined") continue;
    expect(call.pairs.size).toBe(there.length - 1);
    for (const [to, { kind }] of call.pairs) {
      const other = there.find((each) => partyOf(each) === to);
      const may = other && reaches(one.inboxId, other.inboxId);
      expect(kind).toBe(may ? "connected" : "failed");
    }
  }
}

const steps = fc.array(
  fc.record<Move>({
    who: fc.nat({ max: 5 }),
    what: fc.constantFrom("join", "join", "join", "leave", "kill", "cut", "not-now", "dismiss"),
    afterMs: fc.oneof(fc.nat({ max: 900 }), fc.nat({ max: 40_000 })),
  }),
  { minLength: 1, maxLength: 24 },
);

function play(world: World, moves: readonly Move[]): void {
  for (const { who, what, afterMs } of moves) {
    const device = world.devices[who % world.devices.length];
    if (!device) continue;
    if (what === "join") world.join(device);
    else if (what === "leave") world.leave(device);
    else if (what === "kill") world.kill(device);
    else if (what === "cut") {
      const [to] = device.ends.keys();
      if (to) world.cut(device, to);
    } else world.tell(device, { kind: what });
    world.pass(afterMs);
  }
}

it("is one call for all who stay, whoever comes, leaves, crashes, in whatever order they hear of it", () => {
  fc.assert(
    fc.property(steps, fc.nat(), (moves, seed) => {
      const world = groupWorld(chances(seed));
      for (const inboxId of ["a", "a", "b", "c", "d", "e"]) world.add(inboxId);
      play(world, moves);
      world.pass(5 * 60_000);
      for (const { mostEnds } of world.devices) expect(mostEnds).toBeLessThanOrEqual(4);
      expectOneCall(world, () => true);
    }),
    { numRuns: 400 },
  );
});

it("goes on for those who reach each other, and says whom no path leads to", () => {
  fc.assert(
    fc.property(steps, fc.nat(), (moves, seed) => {
      const reaches = (a: InboxId, b: InboxId) => [a, b].sort().join() !== "a,b";
      const world = groupWorld(chances(seed), { reaches });
      for (const inboxId of ["a", "b", "c"]) world.add(inboxId);
      play(world, moves);
      world.pass(5 * 60_000);
      expectOneCall(world, reaches);
    }),
    { numRuns: 200 },
  );
});

it("takes one message of each who comes, and one of each pair", () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 2, max: 4 }), (seed, count) => {
      const world = groupWorld(chances(seed));
      for (let index = 0; index < count; index += 1) {
        world.add(`inbox ${index}`);
      }
      for (const device of world.devices) {
        world.join(device);
        world.pass(30_000);
      }
      expectOneCall(world, () => true);
      expect(world.signals).toHaveLength(count + (count * (count - 1)) / 2);
    }),
  );
});

it("lets in all who press at once", () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 2, max: 4 }), (seed, count) => {
      const world = groupWorld(chances(seed));
      for (let index = 0; index < count; index += 1) world.add(`inbox ${index}`);
      for (const device of world.devices) world.join(device);
      world.pass(90_000);
      expect(world.devices.filter(inCall)).toHaveLength(count);
      expectOneCall(world, () => true);
    }),
  );
});

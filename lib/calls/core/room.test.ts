import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { foldRoom, isOpen, NO_ROOM, type RoomSignal, type RoomState } from "./room.ts";
import { hearInRoom, NO_LOG } from "./room-log.ts";
import type { CallId, PartyId } from "./signal.ts";

const MINUTE_MS = 60_000;

type Said =
  | { type: "join"; offeredTo?: readonly string[]; callId?: string; inbox?: string }
  | { type: "leave" | "still"; callId?: string; inbox?: string }
  | { type: "gone"; gone: string; callId?: string; inbox?: string };

/** Said by that party, which has an inbox of its own where none is named. */
function by(party: string, said: Said, atMs: number): RoomSignal {
  const { callId = "call", inbox = `inbox of ${party}`, ...rest } = said;
  const facts = { callId, party, from: inbox, seq: atMs, atMs, ...rest };
  const whole = said.type === "join" ? { media: "audio", offeredTo: [], ...facts } : facts;
  return whole as unknown as RoomSignal;
}

function fold(...signals: readonly RoomSignal[]): RoomState {
  return signals.reduce(foldRoom, NO_ROOM);
}

const join = (party: string, atMs: number, of: Partial<Said> = {}) =>
  by(party, { type: "join", offeredTo: atMs === 0 ? [] : ["a"], ...of } as Said, atMs);

const partiesIn = ({ room }: RoomState) => room?.members.map(({ party }) => party);
const fateOf = ({ fates }: RoomState, party: string) => fates.get(party as PartyId);

describe("who is in a call", () => {
  it("is who came in and did not leave, in that order", () => {
    const state = fold(join("a", 0), join("b", 1), join("c", 2), by("a", { type: "leave" }, 3));
    expect(partiesIn(state)).toEqual(["b", "c"]);
    expect(fateOf(state, "a")).toBe("left");
  });

  it("is four at most: a fifth is not in, until one has left", () => {
    const four = ["b", "c", "d"].map((party, index) => join(party, index + 1));
    const full = fold(join("a", 0), ...four, join("e", 5));
    expect(partiesIn(full)).toEqual(["a", "b", "c", "d"]);
    expect(fateOf(full, "e")).toBe("full");
    const after = [by("a", { type: "leave" }, 6), join("f", 7, { offeredTo: ["b"] })];
    expect(partiesIn(after.reduce(foldRoom, full))).toEqual(["b", "c", "d", "f"]);
  });

  it("is one device of each person: the last one", () => {
    const state = fold(join("a", 0), join("b", 1), join("a2", 2, { inbox: "inbox of a" }));
    expect(partiesIn(state)).toEqual(["b", "a2"]);
    expect(fateOf(state, "a")).toBe("replaced");
    expect(state.room?.people).toHaveLength(2);
  });

  it("is told by those who are in it alone, each for themselves and for who is gone", () => {
    const two = [join("a", 0), join("b", 1)];
    const stranger = fold(...two, by("x", { type: "gone", gone: "a" }, 2));
    expect(partiesIn(stranger)).toEqual(["a", "b"]);
    const forged = fold(...two, by("a", { type: "leave", inbox: "inbox of b" }, 2));
    expect(partiesIn(forged)).toEqual(["a", "b"]);
    const gone = fold(...two, by("b", { type: "gone", gone: "a" }, 2));
    expect(partiesIn(gone)).toEqual(["b"]);
    expect(fateOf(gone, "a")).toBe("gone");
  });

  it("is of one call: of two that begin at once the earlier one stands", () => {
    const state = fold(join("a", 0), join("b", 1, { callId: "other", offeredTo: [] }));
    expect(partiesIn(state)).toEqual(["a"]);
    expect(fateOf(state, "b")).toBe("other");
  });

  it("is nobody in a call that is over, and it does not begin again", () => {
    const over = fold(join("a", 0), by("a", { type: "leave" }, 1));
    for (const late of [join("b", 2), join("b", 2, { offeredTo: [] })]) {
      const state = foldRoom(over, late);
      expect(partiesIn(state)).toEqual([]);
      expect(fateOf(state, "b")).toBe("over");
    }
    const next = foldRoom(over, join("b", 2, { callId: "next", offeredTo: [] }));
    expect(partiesIn(next)).toEqual(["b"]);
  });

  it("is nobody any more when nothing was heard for long, unless somebody says that it goes on", () => {
    const begun = fold(join("a", 0), join("b", 1));
    expect(isOpen(begun.room, 25 * MINUTE_MS)).toBe(true);
    expect(isOpen(begun.room, 26 * MINUTE_MS)).toBe(false);
    const still = foldRoom(begun, by("b", { type: "still" }, 20 * MINUTE_MS));
    expect(isOpen(still.room, 26 * MINUTE_MS)).toBe(true);
    const next = join("c", 26 * MINUTE_MS, { callId: "next", offeredTo: [] });
    expect(partiesIn(foldRoom(begun, next))).toEqual(["c"]);
    expect(partiesIn(foldRoom(still, next))).toEqual(["a", "b"]);
  });

  it("remembers no more than has room, whoever says how much", () => {
    let log = NO_LOG;
    for (let index = 0; index < 2_000; index += 1) {
      const callId = `call ${index % 7}`;
      const inbox = `inbox ${index % 90}`;
      log = hearInRoom(log, join(`p${index}`, index, { callId, inbox, offeredTo: [] }));
    }
    const { fates, joins, known, room } = log.now;
    expect(log.recent.length).toBeLessThanOrEqual(64);
    expect(fates.size).toBeLessThanOrEqual(64);
    expect(joins.size).toBeLessThanOrEqual(32);
    expect(known.length).toBeLessThanOrEqual(32);
    expect(room?.people.length ?? 0).toBeLessThanOrEqual(32);
  });

  it("lets nobody in who comes again and again, so that others connect for ever", () => {
    const comings = Array.from({ length: 80 }, (_, index) =>
      join(`a${index + 2}`, index + 1, { inbox: "inbox of b" }),
    );
    const state = fold(join("a", 0), ...comings);
    expect(fateOf(state, "a81")).toBe("full");
    expect(partiesIn(state)).toEqual(["a", "a51"]);
  });
});

it("is the same for all, in whatever order they hear of it, and how often", () => {
  const said = fc.record({
    party: fc.constantFrom("a", "b", "c", "d", "e"),
    callId: fc.constantFrom("one", "two"),
    type: fc.constantFrom("join", "join", "leave", "gone", "still"),
    of: fc.constantFrom("a", "b", "c"),
  });
  fc.assert(
    fc.property(fc.array(said, { maxLength: 40 }), fc.infiniteStream(fc.nat()), (all, numbers) => {
      const signals = all.map(({ party, callId, type, of }, index) => {
        const offeredTo = index % 2 === 0 ? [] : [of];
        return by(party, { type, callId: callId as CallId, gone: of, offeredTo } as Said, index);
      });
      const shuffled = [...signals, ...signals]
        .map((signal) => [numbers.next().value, signal] as const)
        .sort(([a], [b]) => a - b);
      const log = shuffled.reduce((heard, [, signal]) => hearInRoom(heard, signal), NO_LOG);
      expect(log.now).toEqual(fold(...signals));
      const inboxes = (log.now.room?.members ?? []).map(({ inboxId }): InboxId => inboxId);
      expect(new Set(inboxes).size).toBe(inboxes.length);
    }),
  );
});

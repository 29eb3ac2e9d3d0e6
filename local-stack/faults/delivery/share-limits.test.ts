import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RpcCall } from "../../xmtp/wire/rpc-layers.ts";
import { FaultDecider } from "../core/decide-faults.ts";
import { parseFaults } from "../core/read-faults.ts";
import { createFaultLayer } from "../fault-layer.ts";
import { shareLimits } from "./share-limits.ts";

const SIZE = 100;

/** A stream with these faults around it, and how many of its messages were taken. */
function spoiled(faults: string, count: number, limits: { maxMessages: number; maxBytes: number }) {
  const call = { rpc: "SubscribeGroupMessages", subjects: () => [], header: () => undefined };
  const decider = new FaultDecider(parseFaults(faults), 1);
  const leaving = new AbortController();
  const layer = createFaultLayer({
    actionsFor: () => decider.decide({ ...call, address: "", cost: 1 }, 0),
    ending: () => leaving.signal,
    restart: () => {},
    queueLimits: limits,
  });
  let taken = 0;
  async function* source() {
    const data = Buffer.alloc(SIZE);
    for (let id = 0; id < count; id += 1) {
      taken += 1;
      yield { id, version: { value: { data } } };
    }
  }
  const signal = leaving.signal;
  const stream = layer.stream?.({ signal } as RpcCall, source) as AsyncIterable<{ id: number }>;
  return { reading: stream[Symbol.asyncIterator](), taken: () => taken };
}

/** Everything that goes on without a reader has gone on. */
async function settle() {
  for (let turn = 0; turn < 200; turn += 1) await new Promise((turned) => setImmediate(turned));
}

const MANY = [
  ...Array(5).fill("silence afterMessages=100000"),
  ...["reorder window=4 withinMs=50", "drop afterMessages=100000", "delay ms=0"],
].join(";");

describe("the faults of one stream together", () => {
  it.each([
    ["messages", { maxMessages: 90, maxBytes: 1_000_000 }],
    ["bytes", { maxMessages: 100_000, maxBytes: 90 * SIZE }],
  ])("hold no more than one of them may, in %s", async (_what, limits) => {
    const few = spoiled("silence afterMessages=100000", 1_000, limits);
    const many = spoiled(MANY, 1_000, limits);
    for (const { reading } of [few, many]) await reading.next();
    await settle();
    // Each passes one from hand to hand, and the first message is read.
    expect(few.taken()).toBeGreaterThan(85);
    expect(few.taken()).toBeLessThanOrEqual(90 + 2);
    expect(many.taken()).toBeLessThanOrEqual(90 + 10);
  });

  it("lose nothing, however little may wait in each", async () => {
    for (const maxMessages of [1, 3, 50]) {
      const { reading } = spoiled(MANY, 300, { maxMessages, maxBytes: 1_000_000 });
      const ids: number[] = [];
      for (let next = await reading.next(); !next.done; next = await reading.next()) {
        ids.push(next.value.id);
      }
      expect(ids.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, id) => id));
      expect(ids).not.toEqual(ids.toSorted((a, b) => a - b));
    }
  });
});

it("a share is the whole for one, and all of them are never more", () => {
  const kind = fc.constantFrom(
    "delay ms=1",
    "reorder",
    "silence",
    "drop",
    "duplicate",
    "slow-reader",
  );
  fc.assert(
    fc.property(fc.array(kind), fc.integer({ min: 1_000 }), (kinds, most) => {
      const rpc = { rpc: "SubscribeGroupMessages", subjects: () => [], header: () => undefined };
      const decider = new FaultDecider(parseFaults(kinds.join(";")), 1);
      const actions = decider.decide({ ...rpc, address: "", cost: 1 }, 0);
      const { maxMessages, maxBytes } = shareLimits({ maxMessages: most, maxBytes: most }, actions);
      const rooms = kinds.filter((each) => each !== "duplicate").length;
      const mixing = kinds.filter((each) => each === "reorder").length;
      expect(maxMessages).toBe(maxBytes);
      expect(maxMessages * (rooms + mixing)).toBeLessThanOrEqual(most);
      if (rooms + mixing <= 1) expect(maxMessages).toBe(most);
    }),
  );
});

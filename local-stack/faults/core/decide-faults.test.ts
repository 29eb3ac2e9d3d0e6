import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CallFacts, FaultDecider } from "./decide-faults.ts";
import type { Fault, NetworkFault } from "./fault.ts";
import { RPC_GROUPS } from "./rpc-names.ts";

const call = (facts: Partial<CallFacts> = {}): CallFacts => ({
  rpc: "SendGroupMessages",
  subjects: () => [],
  header: () => undefined,
  address: "127.0.0.1",
  cost: 1,
  ...facts,
});

const anyCall = fc
  .record({
    rpc: fc.constantFrom(...(RPC_GROUPS.all ?? [])),
    topic: fc.constantFrom("aa", "bb"),
    app: fc.constantFrom("alice/1", "bob/1"),
  })
  .map(({ rpc, topic, app }) =>
    call({ rpc, subjects: () => [topic], header: (name) => (name === "x-app" ? app : undefined) }),
  );

const anyFault = fc.record(
  {
    kind: fc.constantFrom("error" as const, "cut" as const, "storage-full" as const),
    rpc: fc.constantFrom("reads", "writes", "all", "GetInboxIds"),
    topic: fc.constantFrom("aa", "bb"),
    header: fc.constantFrom("x-app:alice/1", "x-app:bob/1"),
    chance: fc.double({ min: 0, max: 1, noNaN: true }),
    skip: fc.nat(5),
    times: fc.nat(5),
  },
  { requiredKeys: ["kind"] },
) as fc.Arbitrary<NetworkFault>;

const decideAll = (faults: readonly Fault[], seed: number, calls: readonly CallFacts[]) => {
  const decider = new FaultDecider(faults, seed);
  return calls.map((each) => decider.decide(each, 0).map(({ kind }) => kind));
};

describe("what happens to requests", () => {
  it("is the same for the same seed and the same requests", () => {
    fc.assert(
      fc.property(fc.array(anyFault), fc.integer(), fc.array(anyCall), (faults, seed, calls) => {
        expect(decideAll(faults, seed, calls)).toEqual(decideAll(faults, seed, calls));
      }),
    );
  });

  it("is another for another seed", () => {
    const faults: Fault[] = [{ kind: "error", chance: 0.5 }];
    const calls = Array.from({ length: 64 }, () => call());
    const outcomes = [1, 2, 3].map((seed) => JSON.stringify(decideAll(faults, seed, calls)));
    expect(new Set(outcomes).size).toBe(3);
  });

  it("does not change for a fault when another one is added after it", () => {
    fc.assert(
      fc.property(anyFault, anyFault, fc.integer(), fc.array(anyCall), (a, b, seed, calls) => {
        const decider = new FaultDecider([a], seed);
        const both = new FaultDecider([a, b], seed);
        for (const each of calls) {
          decider.decide(each, 0);
          both.decide(each, 0);
        }
        expect(both.tallies[0]).toEqual(decider.tallies[0]);
      }),
    );
  });

  it("never happens more often than told, nor before, nor to what is out of its scope", () => {
    fc.assert(
      fc.property(anyFault, fc.integer(), fc.array(anyCall), (fault, seed, calls) => {
        const decider = new FaultDecider([fault], seed);
        const { times = Number.POSITIVE_INFINITY, skip = 0, topic, header } = fault;
        let met = 0;
        for (const each of calls) {
          const isMeant =
            (topic === undefined || each.subjects().includes(topic)) &&
            (header === undefined || header === `x-app:${each.header("x-app")}`);
          const before = decider.tallies[0]?.met ?? 0;
          const actions = decider.decide(each, 0);
          met += (decider.tallies[0]?.met ?? 0) - before;
          if (!isMeant || met <= skip) expect(actions).toEqual([]);
        }
        expect(decider.tallies[0]?.happened).toBeLessThanOrEqual(times);
      }),
    );
  });

  it("happens about as often as its chance says", () => {
    const decider = new FaultDecider([{ kind: "error", chance: 0.1 }], 7);
    for (let i = 0; i < 10_000; i += 1) decider.decide(call(), 0);
    expect(decider.tallies[0]?.happened).toBeGreaterThan(900);
    expect(decider.tallies[0]?.happened).toBeLessThan(1_100);
  });

  it("keeps latency between its least and its most", () => {
    const decider = new FaultDecider([{ kind: "latency", ms: 100, jitterMs: 50 }], 3);
    for (let i = 0; i < 1_000; i += 1) {
      const [action] = decider.decide(call(), 0);
      const ms = action?.kind === "wait" ? action.ms : Number.NaN;
      expect(ms).toBeGreaterThanOrEqual(100);
      expect(ms).toBeLessThan(150);
    }
  });

  it("meets the RPCs for which each kind is made", () => {
    const meets = (fault: Fault, rpc: string) =>
      new FaultDecider([fault], 1).decide(call({ rpc }), 0).length > 0;
    expect(meets({ kind: "storage-full" }, "SendGroupMessages")).toBe(true);
    expect(meets({ kind: "storage-full" }, "QueryGroupMessages")).toBe(false);
    expect(meets({ kind: "inbox-log-full" }, "PublishIdentityUpdate")).toBe(true);
    expect(meets({ kind: "inbox-log-full" }, "SendGroupMessages")).toBe(false);
    expect(meets({ kind: "drop" }, "SubscribeGroupMessages")).toBe(true);
    expect(meets({ kind: "drop" }, "SendGroupMessages")).toBe(false);
    expect(meets({ kind: "error", rpc: ["reads", "SendGroupMessages"] }, "GetInboxIds")).toBe(true);
  });

  it("restarts once unless told otherwise", () => {
    const kinds = decideAll([{ kind: "restart" }], 1, [call(), call(), call()]);
    expect(kinds).toEqual([["restart"], [], []]);
  });
});

describe("rate limits", () => {
  it("have windows as short as they are told", () => {
    const decider = new FaultDecider([{ kind: "rate-limit", writes: 1, windowMs: 6 }], 1);
    expect(decider.decide(call(), 0)).toEqual([]);
    expect(decider.decide(call(), 5)).toHaveLength(1);
    expect(decider.decide(call(), 6)).toEqual([]);
  });

  it("are those of the official network unless told otherwise", () => {
    const decider = new FaultDecider([{ kind: "rate-limit" }], 1);
    const refusedAt = (facts: Partial<CallFacts>) => {
      for (let i = 1; ; i += 1) if (decider.decide(call(facts), i).length > 0) return i;
    };
    expect(refusedAt({ rpc: "SendGroupMessages" })).toBe(3_001);
    expect(refusedAt({ rpc: "QueryGroupMessages" })).toBe(20_001);
    expect(decider.decide(call({ address: "10.0.0.1" }), 0)).toEqual([]);
  });

  it("say in the official node's words what was refused, and allow it again later", () => {
    const decider = new FaultDecider([{ kind: "rate-limit", writes: 10, windowMs: 60_000 }], 1);
    expect(decider.decide(call({ cost: 10 }), 0)).toEqual([]);
    expect(decider.decide(call({ cost: 3 }), 30_000)).toEqual([
      {
        kind: "refuse",
        refusal: {
          as: "status",
          code: "ResourceExhausted",
          message: "3 exceeds rate limit R127.0.0.1PUB",
        },
        when: "before",
      },
    ]);
    expect(decider.decide(call({ cost: 3 }), 61_000)).toEqual([]);
  });
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { FaultDecider } from "./decide-faults.ts";
import type { HttpFacts } from "./decide-http.ts";
import { HTTP_PARTS, type HttpPart, type PartFault } from "./fault.ts";

const request = (facts: Partial<HttpFacts> = {}): HttpFacts => ({
  part: "history",
  methods: ["POST"],
  path: "/upload",
  header: () => undefined,
  isUpgrade: false,
  address: "127.0.0.1",
  ...facts,
});

const anyRequest = fc.record({
  part: fc.constantFrom(...HTTP_PARTS),
  methods: fc.subarray(["GET", "POST", "eth_call"]),
  path: fc.constantFrom("/upload", "/files/1", "/api/v0/add", "/api/v0/cat"),
  app: fc.constantFrom("alice", "bob"),
});

const anyFault = fc.record(
  {
    kind: fc.constantFrom("error" as const, "cut" as const),
    part: fc.constantFrom(...HTTP_PARTS),
    path: fc.constantFrom("/", "/files/", "/api/v0/add"),
    method: fc.constantFrom("GET", "eth_call"),
    header: fc.constantFrom("x-app:alice", "x-app:bob"),
    chance: fc.double({ min: 0, max: 1, noNaN: true }),
    skip: fc.nat(5),
    times: fc.nat(5),
  },
  { requiredKeys: ["kind", "part"] },
) as fc.Arbitrary<PartFault>;

it("happens to what is in its scope alone, as often as told, the same for the same seed", () => {
  fc.assert(
    fc.property(anyFault, fc.integer(), fc.array(anyRequest), (fault, seed, requests) => {
      const [one, two] = [new FaultDecider([fault], seed), new FaultDecider([fault], seed)];
      let isMet = 0;
      for (const { app, ...given } of requests) {
        const facts = request({ ...given, header: (name) => (name === "x-app" ? app : undefined) });
        const actions = one.decideHttp(facts, 0);
        expect(two.decideHttp(facts, 0)).toEqual(actions);
        const isMeant =
          fault.part === facts.part &&
          facts.path.startsWith(fault.path ?? "") &&
          (fault.method === undefined || facts.methods.includes(fault.method)) &&
          (fault.header === undefined || fault.header === `x-app:${app}`);
        if (isMeant) isMet += 1;
        if (!isMeant || isMet <= (fault.skip ?? 0)) expect(actions).toEqual([]);
      }
      expect(one.tallies[0]?.met).toBe(isMet);
      expect(one.tallies[0]?.happened).toBeLessThanOrEqual(fault.times ?? requests.length);
    }),
  );
});

it("leaves the network alone, and what is the network's leaves the parts alone", () => {
  const call = { rpc: "GetInboxIds", subjects: () => [], header: () => undefined };
  const decider = new FaultDecider([{ kind: "error", part: "history" }, { kind: "cut" }], 1);
  expect(decider.decide({ ...call, address: "127.0.0.1", cost: 1 }, 0)).toEqual([
    { kind: "cut", when: "before" },
  ]);
  expect(decider.decideHttp(request(), 0)).toMatchObject([{ kind: "refuse" }]);
});

it.each([
  ["history", "/upload", "/files/1"],
  ["ipfs", "/api/v0/add", "/api/v0/cat"],
] as const)("is full where %s has to write, and nowhere else", (part, writing, reading) => {
  const decider = new FaultDecider([{ kind: "storage-full", part }], 1);
  expect(decider.decideHttp(request({ part, path: writing }), 0)).toEqual([
    { kind: "storage-full" },
  ]);
  expect(decider.decideHttp(request({ part, path: reading }), 0)).toEqual([]);
});

it("limits requests for each address in a moving window, and says when to come again", () => {
  const fault = { kind: "rate-limit", part: "chain", requests: 2, windowMs: 6_000 } as const;
  const decider = new FaultDecider([fault], 1);
  const ask = (nowMs: number, address = "127.0.0.1") =>
    decider.decideHttp(request({ part: "chain", address }), nowMs);
  expect([ask(0), ask(1)]).toEqual([[], []]);
  expect(ask(2)).toMatchObject([{ refusal: { status: 429, retryAfterS: 6 } }]);
  expect(ask(2, "10.0.0.1")).toEqual([]);
  expect(ask(6_001)).toEqual([]);
});

it.each([
  ["history", 503],
  ["ipfs", 500],
  ["ipfs-gateway", 503],
  ["chain", 503],
] as [HttpPart, number][])("refuses for %s with %i unless told otherwise", (part, status) => {
  const decider = new FaultDecider([{ kind: "error", part }], 1);
  expect(decider.decideHttp(request({ part }), 0)).toMatchObject([{ refusal: { status } }]);
});

import { describe, expect, it } from "vitest";
import { type CandidateFacts, pathOf, qualityOf } from "./path.ts";

const host: CandidateFacts = { type: "host", protocol: "udp" };
const seen: CandidateFacts = { type: "srflx", protocol: "udp", address: "203.0.113.1" };
const peer: CandidateFacts = { type: "prflx", protocol: "udp", address: "203.0.113.2" };
const relay: CandidateFacts = { type: "relay", protocol: "udp", relayProtocol: "tcp" };

describe("the path of a call", () => {
  it.each([
    [host, host, { kind: "direct", how: "same-network" }],
    [host, { ...peer, address: "192.168.1.7" }, { kind: "direct", how: "same-network" }],
    [host, seen, { kind: "direct", how: "through-nat" }],
    [seen, peer, { kind: "direct", how: "through-nat" }],
    [relay, peer, { kind: "relayed", by: "own", over: "tcp" }],
    [{ ...host, protocol: "tcp" }, relay, { kind: "relayed", by: "theirs", over: "tcp" }],
    [{ ...relay, relayProtocol: "tls" }, relay, { kind: "relayed", by: "both", over: "tls" }],
  ] as const)("of %j and %j", (local, remote, path) => {
    expect(pathOf(local, remote)).toEqual(path);
  });
});

describe("how good it is", () => {
  it.each([
    [{ roundTripMs: 40, lostFraction: 0 }, "good"],
    [{ lostFraction: 0 }, "good"],
    [{ roundTripMs: 350, lostFraction: 0 }, "fair"],
    [{ roundTripMs: 40, lostFraction: 0.05 }, "fair"],
    [{ roundTripMs: 40, lostFraction: 0.2 }, "poor"],
    [{ roundTripMs: 40, lostFraction: 0, jitterMs: 100 }, "poor"],
  ] as const)("by %j is %s", (facts, quality) => {
    expect(qualityOf(facts)).toBe(quality);
  });
});

import { describe, expect, it } from "vitest";
import {
  type ConnectionFacts,
  type FoundCandidate,
  type RelayAnswer,
  relayWay,
  reportOf,
} from "./connection-report.ts";

const HOST: FoundCandidate = { type: "host", protocol: "udp", address: "10.1.0.2" };
const OUTSIDE: FoundCandidate = {
  type: "srflx",
  protocol: "udp",
  address: "203.0.113.1",
};
const way = (over: RelayAnswer["over"], kind: RelayAnswer["kind"]): RelayAnswer =>
  ({ host: "relay.example.org", over, kind, ...(kind === "answers" && { afterMs: 20 }) }) as never;
const ALL = [way("udp", "answers"), way("tls", "answers")];

describe("what a network lets through", () => {
  it.each<[string, ConnectionFacts, { nat: string; outlook: string }]>([
    [
      "one port for everybody: directly",
      { candidates: [HOST, OUTSIDE], relays: ALL, ports: { told: [6_000], seen: 6_000 } },
      { nat: "keeps-port", outlook: "direct" },
    ],
    [
      "another port for each: by the relay",
      { candidates: [HOST, OUTSIDE], relays: ALL, ports: { told: [6_000], seen: 6_001 } },
      { nat: "changes-port", outlook: "relayed" },
    ],
    [
      "no address but the device's own: directly",
      { candidates: [HOST], relays: ALL },
      { nat: "none", outlook: "direct" },
    ],
    [
      "only TLS: by the relay",
      { candidates: [HOST], relays: [way("udp", "silent"), way("tls", "answers")] },
      { nat: "no-udp", outlook: "relayed" },
    ],
    [
      "nothing comes back from anywhere: nothing is known",
      { candidates: [HOST], relays: [way("udp", "silent"), way("tls", "silent")] },
      { nat: "unknown", outlook: "same-network" },
    ],
    [
      "an address outside, and nothing could be sent by the relay",
      { candidates: [HOST, OUTSIDE], relays: [way("udp", "refuses")] },
      { nat: "unknown", outlook: "likely" },
    ],
    [
      "an address outside, and no relay there is: most likely directly",
      { candidates: [HOST, OUTSIDE], relays: [] },
      { nat: "unknown", outlook: "likely" },
    ],
    [
      "nobody was asked",
      { candidates: [HOST], relays: [] },
      { nat: "unknown", outlook: "same-network" },
    ],
  ])("%s", (_, facts, expected) => {
    expect(reportOf(facts, true)).toMatchObject(expected);
  });

  it("is told apart from a Parley without a relay, and one that let nobody in", () => {
    const facts = { candidates: [HOST], relays: [] };
    expect(reportOf(facts, false).relay).toBe("none");
    expect(reportOf(facts, true).relay).toBe("no-access");
    expect(reportOf({ ...facts, relays: ALL }, true).relay).toBe("asked");
  });
});

it("reads over what the URL of a relay leads", () => {
  expect(relayWay("turn:relay.example.org")).toEqual({ host: "relay.example.org", over: "udp" });
  expect(relayWay("turn:203.0.113.10:3478?transport=tcp")?.over).toBe("tcp");
  expect(relayWay("TURNS:relay.example.org:5349?transport=tcp")?.over).toBe("tls");
  expect(relayWay("stun:relay.example.org")).toBeUndefined();
});

import { describe, expect, it } from "vitest";
import { codecNames, hostsOf, ratesBetween, relaysOf } from "./call-details.ts";
import type { CandidateFacts } from "./path.ts";

describe("details of a call", () => {
  it("tell rates of the time since the last look", () => {
    const before = { bytesReceived: 1_000, bytesSent: 5_000, atMs: 10_000 };
    expect(ratesBetween(undefined, before)).toBeUndefined();
    expect(ratesBetween(before, before)).toBeUndefined();
    const now = { bytesReceived: 9_000, bytesSent: 4_000, atMs: 12_000 };
    expect(ratesBetween(before, now)).toEqual({ receivedBitsPerS: 32_000, sentBitsPerS: 0 });
  });

  it("name each codec once, and none that only helps", () => {
    const received = ["audio/opus", "video/VP8", "video/rtx"];
    expect(codecNames({ received, sent: ["audio/opus", "video/AV1"] })).toEqual([
      "opus",
      "VP8",
      "AV1",
    ]);
  });

  it("name the relays of both sides, and none of a direct call", () => {
    const host: CandidateFacts = { type: "host", protocol: "udp" };
    const relay: CandidateFacts = {
      type: "relay",
      protocol: "udp",
      address: "203.0.113.9",
      url: "turn:relay.example:3478?transport=udp",
    };
    expect(relaysOf(host, host)).toEqual([]);
    expect(relaysOf(relay, relay)).toEqual([
      { whose: "own", host: "relay.example" },
      { whose: "theirs", host: "203.0.113.9" },
    ]);
    const six = { ...relay, url: "turns:[2001:db8::1]:5349" };
    expect(relaysOf(six, host)).toEqual([{ whose: "own", host: "[2001:db8::1]" }]);
  });

  it("name who was asked for an address, however often", () => {
    const urls = ["stun:relay.example:3478", "turn:relay.example:3478?transport=tcp", "stun:[::1]"];
    expect(hostsOf(urls)).toEqual(["relay.example", "[::1]"]);
    expect(hostsOf([])).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import type { CallId, CallSignal, PartyId } from "./signal.ts";
import { encodeSignal, parseSignal } from "./signal-content.ts";

const callId = "0f".repeat(16) as CallId;
const party = "a1".repeat(16) as PartyId;
const to = "b2".repeat(16) as PartyId;
const hash = "c3".repeat(32);
const said = { callId, party, seq: 3 };
const description = { sdp: "v=0\r\n", candidates: ["candidate:1 1 udp 1 127.0.0.1 9 typ host"] };

const SIGNALS: CallSignal[] = [
  { ...said, type: "invite", media: "video", commitment: hash },
  { ...said, type: "invite", media: "audio", commitment: hash, rejoins: callId },
  { ...said, type: "accept", media: "audio", offer: description },
  { ...said, type: "answer", to, answer: description, nonce: hash },
  { ...said, type: "ice", to, candidates: description.candidates },
  { ...said, type: "restart", to, turn: 1, kind: "offer", description },
  { ...said, type: "end", reason: "hangup", durationMs: 1_500 },
  { ...said, type: "join", media: "video", offers: [{ to, description }] },
  { ...said, type: "join", media: "audio", offers: [] },
  { ...said, type: "offer", to, turn: 2, description },
  { ...said, type: "reply", to, turn: 2, description },
  { ...said, type: "leave" },
  { ...said, type: "gone", gone: to },
  { ...said, type: "still" },
];

const OPTIONAL = new Set(["durationMs", "rejoins"]);

function offersTo(count: number): object[] {
  return Array.from({ length: count }, (_, index) => ({
    to: String(index).padStart(32, "0"),
    description,
  }));
}

function bytesOf(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

describe("a signal of a call as it travels", () => {
  it.each(SIGNALS)("$type is read as it was written", (signal) => {
    expect(parseSignal(encodeSignal(signal))).toEqual(signal);
  });

  it("is nothing where a field is missing, whichever it is", () => {
    for (const signal of SIGNALS) {
      for (const field of Object.keys(signal).filter((name) => !OPTIONAL.has(name))) {
        const { [field as keyof CallSignal]: _, ...rest } = signal;
        expect(parseSignal(bytesOf(rest)), `${signal.type} without ${field}`).toBeUndefined();
      }
    }
  });

  it.each([
    ["a type of a later version", { ...said, type: "hold" }],
    ["a reason of a later version", { ...said, type: "end", reason: "bored" }],
    ["an id that is none", { ...said, callId: "../x", type: "end", reason: "busy" }],
    ["a number that counts nothing", { ...said, seq: -1, type: "end", reason: "busy" }],
    ["a thousand candidates", { ...said, type: "ice", to, candidates: Array(1_000).fill("c") }],
    ["four offers", { ...said, type: "join", media: "audio", offers: offersTo(4) }],
    [
      "two offers to one",
      {
        ...said,
        type: "join",
        media: "audio",
        offers: [
          { to, description },
          { to, description },
        ],
      },
    ],
    ["an offer to nobody", { ...said, type: "join", media: "audio", offers: [{ description }] }],
    ["a list", [said]],
    ["nothing", null],
  ])("is nothing for %s", (_, value) => {
    expect(parseSignal(bytesOf(value))).toBeUndefined();
  });

  it("is nothing when it is no JSON, no UTF-8, or too long", () => {
    expect(parseSignal(new TextEncoder().encode("{"))).toBeUndefined();
    expect(parseSignal(Uint8Array.of(0xff, 0xfe))).toBeUndefined();
    const long = { ...said, type: "accept", media: "audio" };
    const offer = { sdp: "x".repeat(70_000), candidates: [] };
    expect(parseSignal(bytesOf({ ...long, offer }))).toBeUndefined();
  });

  it("brings nothing along that a signal has not", () => {
    const more = { ...said, type: "end", reason: "busy", __proto__: 1, extra: "x" };
    expect(parseSignal(bytesOf(more))).toEqual({ ...said, type: "end", reason: "busy" });
  });
});

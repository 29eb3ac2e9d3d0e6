import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFromFrame } from "./from-frame.ts";
import { readFromHost } from "./from-host.ts";
import { hello, welcomeIn, welcomeTo } from "./handshake.ts";

const NONCE = "6f1c6a1e-5d0b-4c52-9a0e-3b1f0c4d2e77";
const BEN = "0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045";

describe("the handshake", () => {
  it("is a greeting and its answer, by the nonce", () => {
    const answer = welcomeTo(hello(NONCE), true);
    expect(welcomeIn(answer, NONCE)).toEqual({
      parley: 1,
      kind: "welcome",
      nonce: NONCE,
      canClose: true,
    });
    expect(welcomeIn(answer, "another")).toBeUndefined();
  });

  it.each([
    undefined,
    null,
    "hello",
    [],
    { kind: "hello", nonce: NONCE },
    { parley: 2, kind: "hello", nonce: NONCE },
    { parley: 1, kind: "hello", nonce: "" },
    { parley: 1, kind: "hello", nonce: "x".repeat(65) },
    { parley: 1, kind: "hello", nonce: [NONCE] },
  ])("answers nothing else: %j", (said) => {
    expect(welcomeTo(said, true)).toBeUndefined();
    expect(welcomeIn(said, NONCE)).toBeUndefined();
  });
});

describe("what the frame says", () => {
  it.each([
    { kind: "ready" },
    { kind: "close" },
    { kind: "ask", id: 1, method: "eth_accounts", params: [] },
    { kind: "event", event: { name: "unread", count: 3 } },
    { kind: "event", event: { name: "messageReceived", atMs: 1, from: BEN } },
    { kind: "event", event: { name: "messageReceived", atMs: 1, from: BEN, text: "Hello" } },
    { kind: "event", event: { name: "messageSent", atMs: 1 } },
    { kind: "event", event: { name: "callStarted", atMs: 1, with: BEN } },
    { kind: "event", event: { name: "error", code: "wallet-refused", message: "No" } },
  ])("is understood: %j", (said) => {
    expect(readFromFrame(said)).toEqual(said);
  });

  it.each([
    { kind: "open" },
    { kind: "ask", id: -1, method: "eth_accounts", params: [] },
    { kind: "ask", id: 1, method: "x".repeat(65), params: [] },
    { kind: "ask", id: 1, method: "eth_accounts", params: "0x" },
    { kind: "ask", id: 1, method: "eth_accounts", params: Array(9).fill(0) },
    { kind: "event", event: { name: "unread", count: "3" } },
    { kind: "event", event: { name: "unread", count: Number.NaN } },
    { kind: "event", event: { name: "messageReceived" } },
    { kind: "event", event: { name: "text", atMs: 1, text: "hello" } },
    { kind: "event", event: { name: "error", code: "alice.eth", message: "No" } },
    { kind: "event", event: { name: "error", code: "network", message: "x".repeat(501) } },
    { kind: "event" },
  ])("is ignored: %j", (said) => {
    expect(readFromFrame(said)).toBeUndefined();
  });

  it("tells no more than the event has", () => {
    const event = { name: "messageSent", atMs: 1, to: BEN, text: "between us" };
    expect(readFromFrame({ kind: "event", event })).toEqual({
      kind: "event",
      event: { name: "messageSent", atMs: 1, to: BEN },
    });
  });
});

describe("what the page says", () => {
  it.each([
    {
      kind: "command",
      command: { name: "openConversation", to: "\u{1F426}.eth", draft: "\u{1F426}" },
    },
    { kind: "command", command: { name: "openConversation", to: BEN, draft: "Hello" } },
    { kind: "command", command: { name: "openConversation", to: "ben.eth" } },
    { kind: "command", command: { name: "openInbox" } },
    { kind: "command", command: { name: "startCall", to: BEN, media: "video" } },
    { kind: "command", command: { name: "setTheme", theme: "dark" } },
    { kind: "command", command: { name: "setLocale", locale: "es-MX" } },
    { kind: "command", command: { name: "setAccent", accent: "#7C3aed" } },
    { kind: "command", command: { name: "setAccent" } },
    { kind: "command", command: { name: "hearMessages" } },
    { kind: "command", command: { name: "hearMessages", content: true } },
    { kind: "command", command: { name: "hearNothing" } },
    { kind: "wallet", isThere: true },
    { kind: "wallet-event", name: "chainChanged", value: "0x1" },
    { kind: "answer", id: 1, result: ["0x"] },
    { kind: "refusal", id: 1, code: 4001, message: "No" },
  ])("is understood: %j", (said) => {
    expect(readFromHost(said)).toEqual(said);
  });

  it.each([
    { kind: "command", command: { name: "send", to: BEN, text: "I owe you" } },
    { kind: "command", command: { name: "openConversation", to: "" } },
    { kind: "command", command: { name: "openConversation", to: "x".repeat(256) } },
    { kind: "command", command: { name: "openConversation", to: "\uD800" } },
    { kind: "command", command: { name: "startCall", to: "ben\uDC00.eth", media: "audio" } },
    { kind: "command", command: { name: "startCall", to: BEN, media: "screen" } },
    { kind: "command", command: { name: "setTheme", theme: "url(https://x)" } },
    { kind: "command", command: { name: "setLocale", locale: 7 } },
    { kind: "command" },
    { kind: "wallet-event", name: "message", value: "0x1" },
    { kind: "answer", id: 1.5, result: ["0x"] },
    { kind: "refusal", id: 1, code: "4001", message: "No" },
  ])("is ignored: %j", (said) => {
    expect(readFromHost(said)).toBeUndefined();
  });

  it.each(["red", "#fff", "#12345678", "#00000g", "url(https://x)", "#000000;x:y", 7])(
    "has no colour but one of six digits: %s",
    (accent) => {
      const command = { name: "setAccent", accent };
      expect(readFromHost({ kind: "command", command })).toEqual({
        kind: "command",
        command: { name: "setAccent" },
      });
    },
  );

  it("asks for content or does not", () => {
    const command = { name: "hearMessages", content: "yes" };
    expect(readFromHost({ kind: "command", command })).toEqual({
      kind: "command",
      command: { name: "hearMessages" },
    });
  });

  it.each([
    ["without end", "x".repeat(4_001)],
    ["with half a character in it", "Hello \uD83D"],
  ])("has no draft %s", (_, draft) => {
    const command = { name: "openConversation", to: BEN, draft };
    expect(readFromHost({ kind: "command", command })).toEqual({
      kind: "command",
      command: { name: "openConversation", to: BEN },
    });
  });
});

/** Shapes near the ones that mean something, and anything else. */
const anything = fc.oneof(
  fc.anything(),
  fc.record(
    {
      parley: fc.oneof(fc.constant(1), fc.anything()),
      kind: fc.oneof(
        fc.constantFrom(
          "hello",
          "welcome",
          "ready",
          "close",
          "ask",
          "event",
          "command",
          "answer",
          "refusal",
        ),
        fc.anything(),
      ),
      id: fc.anything(),
      params: fc.anything(),
      method: fc.anything(),
      nonce: fc.anything(),
      event: fc.record({ name: fc.anything(), atMs: fc.anything(), from: fc.anything() }),
      command: fc.record({ name: fc.anything(), to: fc.anything(), draft: fc.anything() }),
    },
    { requiredKeys: [] },
  ),
);

it("whatever comes, it is read without an error, and what is let through is short", () => {
  fc.assert(
    fc.property(anything, (said) => {
      const read = [
        readFromFrame(said),
        readFromHost(said),
        welcomeTo(said, true),
        welcomeIn(said, "n"),
      ];
      const { kind } = read[1] ?? {};
      // What a wallet answers is read by who asked it.
      if (kind === "answer" || kind === "wallet-event" || read[0]?.kind === "ask") return;
      expect(JSON.stringify(read).length).toBeLessThan(10_000);
    }),
  );
});

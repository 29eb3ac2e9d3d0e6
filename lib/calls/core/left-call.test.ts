import { expect, it } from "vitest";
import { parseLeftCall, rejoinsUntilMs } from "./left-call.ts";

const LEFT = {
  inboxId: "a1",
  callId: "call",
  party: "party",
  thread: "dm:b2",
  peer: "b2",
  media: "video",
  seq: 4,
  sinceMs: 1_000,
  leftAtMs: 9_000,
  isMuted: true,
  hadScreen: false,
};

it("reads a call that was left, and nothing else", () => {
  expect(parseLeftCall({ ...LEFT, more: 1 })).toEqual(LEFT);
  for (const wrong of [
    null,
    "call",
    { ...LEFT, media: "smell" },
    { ...LEFT, seq: "4" },
    { ...LEFT, isMuted: 1 },
    {},
  ]) {
    expect(parseLeftCall(wrong)).toBeUndefined();
  }
});

it("leaves time to connect while the other side waits", () => {
  expect(rejoinsUntilMs({ leftAtMs: 9_000 })).toBe(34_000);
});

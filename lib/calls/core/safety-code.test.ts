import { expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { type CallSide, safetyCode } from "./safety-code.ts";
import type { CallId } from "./signal.ts";

const CALL = "call" as CallId;
const ana: CallSide = { inboxId: "a1" as InboxId, fingerprint: "AB:CD" };
const ben: CallSide = { inboxId: "b2" as InboxId, fingerprint: "12:34" };

it("is the same on both sides, and another one for anything else", () => {
  const code = safetyCode(CALL, [ana, ben]);
  expect(code).toMatch(/^\d{4} \d{4}$/);
  expect(safetyCode(CALL, [ben, { ...ana, fingerprint: "ab:cd" }])).toBe(code);
  const others = [
    safetyCode("other" as CallId, [ana, ben]),
    safetyCode(CALL, [ana, { ...ben, fingerprint: "12:35" }]),
    safetyCode(CALL, [
      { ...ana, fingerprint: ben.fingerprint },
      { ...ben, fingerprint: ana.fingerprint },
    ]),
    safetyCode(CALL, [ana, { ...ben, inboxId: "c3" as InboxId }]),
  ];
  expect(others).not.toContain(code);
});

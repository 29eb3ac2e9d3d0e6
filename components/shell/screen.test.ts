import { expect, it } from "vitest";
import { ParleyError } from "@/lib/errors/base.ts";
import { parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { screenOf } from "./screen.ts";

const address = parseAddress("0xd8da6bf26964af9d7eed9e03e53415d37aa96045");
const inboxId = "a".repeat(64) as InboxId;
const error = new ParleyError("xmtp.unreachable", "no answer");

it("shows the inbox before the client is open, and when it did not open", () => {
  expect(screenOf({ kind: "restoring", address, inboxId })).toBe("messenger");
  const failed = { step: "restoring", address, inboxId } as const;
  expect(screenOf({ kind: "failed", error, failed })).toBe("messenger");
});

it("keeps the landing page under a sign-in, one that failed too", () => {
  expect(screenOf({ kind: "explaining", address, signatureText: "" })).toBe("landing");
  expect(screenOf({ kind: "failed", error, failed: { step: "opening", address } })).toBe("landing");
});

it("stands still where a sign-in would not help", () => {
  const failed = { step: "lost", address, inboxId } as const;
  expect(screenOf({ kind: "failed", error, failed })).toBe("standstill");
  expect(screenOf({ kind: "elsewhere" })).toBe("standstill");
});

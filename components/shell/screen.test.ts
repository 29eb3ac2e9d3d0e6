import { expect, it } from "vitest";
import { ParleyError } from "@/lib/errors/base.ts";
import { parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { screenOf } from "./screen.ts";

const address = parseAddress("0xd8da6bf26964af9d7eed9e03e53415d37aa96045");
const inboxId = "a".repeat(64) as InboxId;
const current = { address, inboxId };
const error = new ParleyError("xmtp.unreachable", "no answer");

it("shows the inbox before the client is open, and when it did not open", () => {
  expect(screenOf({ kind: "restoring", ...current }, undefined)).toBe("messenger");
  const failed = { step: "restoring", ...current } as const;
  expect(screenOf({ kind: "failed", error, failed }, undefined)).toBe("messenger");
});

it("keeps the landing page under a sign-in, one that failed too", () => {
  const failed = { step: "opening", address } as const;
  for (const state of [
    { kind: "explaining", address, signatureText: "" },
    { kind: "failed", error, failed },
  ] as const) {
    expect(screenOf(state, undefined)).toBe("landing");
    expect(screenOf(state, current), "of somebody who is signed in already").toBe("messenger");
  }
});

it("is the landing page for who is signed out, though others are not", () => {
  expect(screenOf({ kind: "signed-out" }, current)).toBe("landing");
});

it("stands still where a sign-in would not help", () => {
  const failed = { step: "lost", address, inboxId } as const;
  expect(screenOf({ kind: "failed", error, failed }, current)).toBe("standstill");
  expect(screenOf({ kind: "elsewhere" }, current)).toBe("standstill");
});

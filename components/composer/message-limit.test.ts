import { expect, it } from "vitest";
import { MAX_TEXT_BYTES } from "@/lib/messaging/core/text-limit.ts";
import { limitState } from "./message-limit.ts";

it("says nothing of an ordinary message", () => {
  expect(limitState("hello")).toEqual({ kind: "fine" });
});

it("warns when little is left", () => {
  expect(limitState("a".repeat(MAX_TEXT_BYTES))).toEqual({ kind: "near", leftBytes: 0 });
});

it("counts bytes, not letters", () => {
  const text = "é".repeat(MAX_TEXT_BYTES / 2 + 5);
  expect(limitState(text)).toEqual({ kind: "over", overBytes: 10 });
});

import { expect, it } from "vitest";
import { isNearlyFull } from "./storage-room.ts";

const MB = 1024 * 1024;

it("warns while there still is room for some messages, on a small disk and on a large one", () => {
  expect(isNearlyFull({ usedBytes: 0, quotaBytes: 300 * MB })).toBe(false);
  expect(isNearlyFull({ usedBytes: 251 * MB, quotaBytes: 300 * MB })).toBe(true);
  expect(isNearlyFull({ usedBytes: 95_001 * MB, quotaBytes: 100_000 * MB })).toBe(false);
  expect(isNearlyFull({ usedBytes: 99_951 * MB, quotaBytes: 100_000 * MB })).toBe(true);
});

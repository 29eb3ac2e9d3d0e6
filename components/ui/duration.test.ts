import fc from "fast-check";
import { expect, it } from "vitest";
import { nextChangeMs, remainingDuration, UNITS_MS, wholeDuration } from "./duration.ts";

it.each([
  [30_000, { count: 30, unit: "seconds" }],
  [60_000, { count: 1, unit: "minutes" }],
  [5_400_000, { count: 90, unit: "minutes" }],
  [7_200_000, { count: 2, unit: "hours" }],
  [86_400_000, { count: 1, unit: "days" }],
  [10 * 86_400_000, { count: 10, unit: "days" }],
  [604_800_000, { count: 1, unit: "weeks" }],
])("says all of %i ms", (ms, duration) => {
  expect(wholeDuration(ms)).toEqual(duration);
});

it.each([
  [0, { count: 0, unit: "seconds" }],
  [1, { count: 1, unit: "seconds" }],
  [59_001, { count: 60, unit: "seconds" }],
  [60_000, { count: 60, unit: "seconds" }],
  [60_001, { count: 2, unit: "minutes" }],
  [3_600_001, { count: 2, unit: "hours" }],
  [86_400_000, { count: 24, unit: "hours" }],
  [86_400_001, { count: 2, unit: "days" }],
])("rounds what is left of %i ms up", (ms, duration) => {
  expect(remainingDuration(ms)).toEqual(duration);
});

it("says something else when it was said to, and not before", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3 * UNITS_MS.weeks }), (ms) => {
      const waitMs = nextChangeMs(ms);
      expect(remainingDuration(ms - waitMs)).not.toEqual(remainingDuration(ms));
      if (waitMs > 1) expect(remainingDuration(ms - waitMs + 1)).toEqual(remainingDuration(ms));
    }),
  );
});

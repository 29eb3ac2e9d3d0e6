import { describe, expect, it } from "vitest";
import { toRow } from "./measure.ts";

describe("toRow", () => {
  it("says whether the goal is met, in the direction that counts", () => {
    const less = { name: "a", unit: "ms", goal: 10, better: "less" } as const;
    const more = { name: "b", unit: "messages/s", goal: 10, better: "more" } as const;
    expect(toRow(less, { value: 9 }).met).toBe(true);
    expect(toRow(less, { value: 11 }).met).toBe(false);
    expect(toRow(more, { value: 11 }).met).toBe(true);
    expect(toRow(more, { value: 9 }).met).toBe(false);
  });

  it("leaves open what has no goal, and rounds to three digits", () => {
    const row = toRow({ name: "a", unit: "ms", better: "less" }, { value: 12.3456, floor: 1.0049 });
    expect(row).toEqual({ name: "a", value: 12.3, unit: "ms", floor: 1, goal: null, met: null });
  });
});

import { expect, it } from "vitest";
import { byteUnit } from "./byte-unit.ts";

const written = (bytes: number) => {
  const { value, unit, digits } = byteUnit(bytes);
  return `${value.toFixed(digits)} ${unit}`;
};

it("writes a size in the unit that people would take", () => {
  expect(
    [0, 999, 1_000, 12_400, 999_600, 12_400_000, 250_000_000, 1_073_741_824].map(written),
  ).toEqual([
    "0 byte",
    "999 byte",
    "1 kilobyte",
    "12 kilobyte",
    "1.0 megabyte",
    "12.4 megabyte",
    "250 megabyte",
    "1.1 gigabyte",
  ]);
});

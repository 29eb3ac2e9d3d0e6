import { expect, it } from "vitest";
import { textDirection } from "./text-direction.ts";

it("leaves a text of usual length to the browser", () => {
  expect(textDirection("")).toBe("auto");
  expect(textDirection("שלום")).toBe("auto");
});

it.each([
  ["a", "ltr"],
  ["名", "ltr"],
  ["7", "ltr"],
  ["ש", "rtl"],
  ["ع", "rtl"],
] as const)("gives a long text that begins with %s the direction %s", (letter, direction) => {
  expect(textDirection(`1. ${letter.repeat(5_000)}`)).toBe(direction);
});

import { describe, expect, it } from "vitest";
import { foldedStart } from "./fold.ts";

describe("foldedStart", () => {
  it.each(["", "short", "line\n".repeat(59), "x".repeat(3_000)])("leaves %j whole", (text) => {
    expect(foldedStart(text)).toBeUndefined();
  });

  it("cuts a long text, and no character in two", () => {
    expect(foldedStart("x".repeat(3_001))).toBe("x".repeat(1_500));
    expect(foldedStart(`x${"🐦".repeat(1_500)}`)).toBe(`x${"🐦".repeat(749)}`);
  });

  it.each(["\n", "\r\n", "\u2028"])("cuts a tall text at a line, broken by %j", (lineBreak) => {
    const folded = foldedStart(`a${lineBreak}`.repeat(61));
    expect(folded?.split(lineBreak)).toEqual(Array.from({ length: 30 }, () => "a"));
  });
});

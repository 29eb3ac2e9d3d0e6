import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hex, plain, timeOfNs } from "./plain.ts";

describe("a stranger's text", () => {
  it("is written as it is when it is plain", () => {
    expect(plain("José 你好 👋")).toBe("José 你好 👋");
  });

  it("can't drive a terminal, and can't turn the text around it", () => {
    expect(plain("\u001b[31mred\u202e txt.exe\n\u0007")).toBe(
      "\\u{1b}[31mred\\u{202e} txt.exe\\u{a}\\u{7}",
    );
  });

  it("is cut, whole and printable, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        const shown = plain(text);
        expect(shown.isWellFormed()).toBe(true);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect(shown.length).toBeLessThanOrEqual(301 * 9);
      }),
    );
  });
});

it("ids of keys are whole, longer ones are cut", () => {
  expect(hex(Uint8Array.of(0, 255))).toBe("00ff");
  expect(hex(new Uint8Array(65))).toMatch(/^0{128}… \(65 bytes\)$/);
});

it("a time that no calendar has is said in words", () => {
  expect(timeOfNs(0n)).toBe("1970-01-01T00:00:00.000Z");
  expect(timeOfNs(2n ** 64n - 1n)).toBe("2554-07-21T23:34:33.709Z");
});

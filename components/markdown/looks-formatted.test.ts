import { describe, expect, it } from "vitest";
import { looksFormatted } from "./looks-formatted.ts";
import { safeLink } from "./safe-link.ts";

describe("a text that was meant to be formatted", () => {
  it.each([
    "```\nconst a = 1;\n```",
    "run `npm start` first",
    "this is **important**",
    "- one\n- two",
    "1. one\n2. two",
    "> as you said",
    "see [the chart](https://charts.example.org)",
    "~~never mind~~",
  ])("is %j", (text) => expect(looksFormatted(text)).toBe(true));

  it.each([
    "hello",
    "2 * 3 * 4",
    "a - b",
    "- just a dash",
    "snake_case_name and *one* star",
    "5 > 3",
    "¯\\_(ツ)_/¯",
    "f(x)[0](y)",
    "**",
  ])("is not %j", (text) => expect(looksFormatted(text)).toBe(false));
});

describe("a link", () => {
  it("is where the browser goes, and nothing else", () => {
    expect(safeLink("https://аpple.com/x")).toEqual({
      href: "https://xn--pple-43d.com/x",
      host: "xn--pple-43d.com",
    });
    for (const text of ["javascript:alert(1)", "data:text/html,x", "/local", "https://a@b.c", ""])
      expect(safeLink(text)).toBeUndefined();
  });
});

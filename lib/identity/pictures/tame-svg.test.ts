import { describe, expect, it } from "vitest";
import { isSvg, tameSvg } from "./tame-svg.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const svg = (inside: string) => bytes(`<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`);

describe("SVG pictures", () => {
  it("are told by how they begin", () => {
    for (const text of [
      "<svg/>",
      "  <svg viewBox='0 0 1 1'/>",
      "<?xml version='1.0'?>\n<svg/>",
      "<!-- art --><svg/>",
    ])
      expect(isSvg(bytes(text))).toBe(true);
    for (const text of ["", "<html><svg/></html>", "<svgx/>", "GIF89a"])
      expect(isSvg(bytes(text))).toBe(false);
  });

  it("are drawn when they are drawings", () => {
    const drawing = svg(
      "<defs><path id='a' d='M0 0h1v1z'/></defs><use href='#a'/><use href='#a'/>",
    );
    expect(tameSvg(drawing)).toBe(new TextDecoder().decode(drawing));
  });

  it.each([
    ["entities", bytes("<!DOCTYPE svg [<!ENTITY a 'aa'>]><svg>&a;</svg>")],
    ["a script", svg("<script>1</script>")],
    ["a script of another prefix", svg("<svg:script href='x'/>")],
    ["a page", svg("<foreignObject><p>hello</p></foreignObject>")],
    ["filters", svg("<filter id='f'/>")],
    ["thousands of repetitions", svg("<use href='#a'/>".repeat(25))],
    ["too much", svg("x".repeat(300_000))],
  ])("are not drawn with %s", (_, text) => {
    expect(tameSvg(text)).toBeUndefined();
  });
});

import { describe, expect, it } from "vitest";
import { splitLinks } from "./links.ts";

const hrefs = (text: string) =>
  splitLinks(text).flatMap((segment) => (segment.kind === "link" ? [segment.href] : []));

const typed = (text: string) =>
  splitLinks(text)
    .map((segment) =>
      segment.kind === "link" ? `${segment.scheme}${segment.host}${segment.rest}` : segment.text,
    )
    .join("");

/** What grows with the square of the text takes minutes; a busy machine does not. */
const FOR_EVER_MS = 20_000;

describe("splitLinks", () => {
  it("leaves a text without links whole", () => {
    expect(splitLinks("no link. here")).toEqual([{ kind: "text", text: "no link. here" }]);
  });

  it.each([
    ["see https://example.org/a.", "https://example.org/a"],
    ["(https://example.org/a_(b))", "https://example.org/a_(b)"],
    ["(see https://example.org)!", "https://example.org/"],
    ["[(https://example.org/a?(b)…).]", "https://example.org/a?(b)"],
    ["https://example.org/?q=1&r=2#x, then", "https://example.org/?q=1&r=2#x"],
    ["http://[::1]:3000/x", "http://[::1]:3000/x"],
  ])("finds the link in %j", (text, href) => {
    expect(hrefs(text)).toEqual([href]);
    expect(typed(text)).toBe(text);
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://bank.example@evil.example/",
    "https://user:secret@evil.example/",
    "ftp://example.org",
    "https://",
    "http://:80",
  ])("makes no link of %j", (text) => {
    expect(hrefs(text)).toEqual([]);
    expect(typed(text)).toBe(text);
  });

  it("takes no longer for a megabyte of brackets than one can wait", () => {
    const text = `http://e.example/${")".repeat(2_000)} `.repeat(450);
    const beganMs = performance.now();
    expect(hrefs(text)).toHaveLength(450);
    expect(performance.now() - beganMs).toBeLessThan(FOR_EVER_MS);
  });

  it("shows the host that a look-alike resolves to", () => {
    const [link] = splitLinks("https://аpple.com/login");
    expect(link).toMatchObject({ host: "xn--pple-43d.com", rest: "/login" });
  });

  it("ends a link where a mark would turn its text around", () => {
    expect(hrefs("https://example.org/\u202egnp.exe")).toEqual(["https://example.org/"]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchText } from "./match.ts";
import { parseQuery } from "./query.ts";
import { snippetOf } from "./snippet.ts";

function snippet(text: string, typed: string): string {
  const query = parseQuery(typed);
  const ranges = query && matchText(text, query);
  if (!ranges) throw new Error(`${typed} is not in ${text}`);
  return snippetOf(text, ranges)
    .map((part) => (part.isMatch ? `[${part.text}]` : part.text))
    .join("");
}

const LONG = "Lorem ipsum dolor sit amet consectetur ".repeat(10);

describe("a snippet", () => {
  it("is the whole of a short message, on one line", () => {
    expect(snippet("See you\nat the harbour\tthen", "harb")).toBe("See you at the [harb]our then");
  });

  it("is what stands around the first match of a long one, cut between words", () => {
    const text = `${LONG}bring the old charts with the soundings. ${LONG}`;
    expect(snippet(text, "charts")).toBe(
      "…consectetur bring the old [charts] with the soundings. Lorem ipsum dolor sit amet consectetur Lorem ipsum dolor…",
    );
  });

  it("marks every match that is in it, and shows a match that is long itself", () => {
    expect(snippet("aa ab aa", "aa")).toBe("[aa] ab [aa]");
    expect(snippet("x".repeat(300), "x".repeat(40))).toContain("[");
  });

  it("cuts no character in two", () => {
    const text = `${"👨‍👩‍👧".repeat(40)} harbour ${"e\u0301".repeat(200)}`;
    const shown = snippet(text, "harbour");
    expect(shown.isWellFormed()).toBe(true);
    expect(shown).toMatch(/^…(?:👨‍👩‍👧)+ \[harbour\] (?:e\u0301)+…$/u);
  });

  it("says nothing that is not in the message, and leaves no match out before its end", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("harbour", "東京タワー", "👍🏽", "a", "b\n", "mañana"), {
          minLength: 1,
        }),
        fc.constantFrom("harb", "東京", "👍", "manana"),
        (words, typed) => {
          const text = words.join(" ");
          const query = parseQuery(typed);
          const ranges = query && matchText(text, query);
          if (!ranges) return;
          const parts = snippetOf(text, ranges);
          const shown = parts.map((part) => part.text).join("");
          expect(text.replace(/\s/g, " ")).toContain(shown.replace(/^…|…$/g, ""));
          expect(parts.some(({ isMatch }) => isMatch)).toBe(true);
          expect(shown.length).toBeLessThan(160);
        },
      ),
    );
  });
});

import { describe, expect, it } from "vitest";
import { bestMatches, matchScore } from "./match.ts";

const found = (typed: string, texts: string[]) => bestMatches(typed, texts, (text) => text);

describe("what was typed", () => {
  it("finds by every word, in any order, without case and accents", () => {
    expect(found("MUSICA nueva", ["Nueva música", "Nueva carta"])).toEqual(["Nueva música"]);
    expect(found("ﬁn", ["Finland"])).toEqual(["Finland"]);
    expect(found("名", ["名前.eth", "ana.eth"])).toEqual(["名前.eth"]);
  });

  it("puts beginnings first: of the text, of a word, then the inside", () => {
    expect(found("ar", ["Charts", "Go to the archive", "Archive"])).toEqual([
      "Archive",
      "Go to the archive",
      "Charts",
    ]);
  });

  it("keeps the order of equals, and everything for nothing typed", () => {
    expect(found("", ["b", "a"])).toEqual(["b", "a"]);
    expect(found(" a ", ["ab", "aa"])).toEqual(["ab", "aa"]);
  });

  it("finds nothing that lacks a word", () => {
    expect(matchScore("ana ben", "ana")).toBeUndefined();
  });
});

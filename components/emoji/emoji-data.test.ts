import { describe, expect, it } from "vitest";
import { findEmoji, loadEmoji } from "./emoji-data.ts";

describe("emoji", () => {
  it("are found by words of the language, in any order, without accents and case", async () => {
    const english = await loadEmoji("en");
    expect(findEmoji(english, "thumbs up")[0]?.emoji).toBe("👍️");
    expect(findEmoji(english, "UP thu")[0]?.emoji).toBe("👍️");
    const spanish = await loadEmoji("es");
    expect(findEmoji(spanish, "corazon").map(({ emoji }) => emoji)).toContain("❤️");
  });

  it("are all there when nothing is looked for, faces first, and none for nonsense", async () => {
    const all = await loadEmoji("en");
    expect(all.length).toBeGreaterThan(1_500);
    expect(findEmoji(all, "  ")).toBe(all);
    expect(all[0]?.emoji).toBe("😀");
    expect(findEmoji(all, "qqqq")).toEqual([]);
  });
});

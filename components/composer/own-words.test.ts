import { assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { ownWords } from "./own-words.ts";

const SEEN = false;
const COVERED = true;

it("what a person writes is theirs, letter by letter, also where the page lies over it", () => {
  for (const isCovered of [SEEN, COVERED]) {
    const words = ownWords();
    words.write("", "H", isCovered);
    words.write("H", "Hi", isCovered);
    expect(words.has("Hi")).toBe(true);
    words.write("Hi", "", isCovered);
    words.write("", "Ho", isCovered);
    expect(words.has("Ho")).toBe(true);
  }
});

describe("what somebody else put there", () => {
  it("is nobody's word, whatever it is", () => {
    assert(property(string({ minLength: 1 }), (text) => !ownWords().has(text)));
  });

  it("is theirs once they pressed there or changed it, and saw it", () => {
    const pressed = ownWords();
    pressed.press("I agree", SEEN);
    expect(pressed.has("I agree")).toBe(true);
    const changed = ownWords();
    changed.write("I agree", "I agree not", SEEN);
    expect(changed.has("I agree not")).toBe(true);
  });

  it("is not theirs by what they do while the page may lie over it", () => {
    const words = ownWords();
    words.press("I agree", COVERED);
    words.write("I agree", "I agree YES", COVERED);
    expect([words.has("I agree"), words.has("I agree YES")]).toEqual([false, false]);
  });

  it("is not theirs because they pressed or wrote there before", () => {
    const words = ownWords();
    words.press("", SEEN);
    expect(words.has("I agree")).toBe(false);
    words.write("", "Hello", SEEN);
    words.write("Hello", "", SEEN);
    expect(words.has("I agree")).toBe(false);
  });
});

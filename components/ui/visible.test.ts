import { describe, expect, it } from "vitest";
import { isVisible } from "./visible.ts";

describe("isVisible", () => {
  it.each(["a", " . ", "👍", "\u200dא"])("sees something in %j", (text) => {
    expect(isVisible(text)).toBe(true);
  });

  it.each(["", " \n", "\u200b\u200b", "\u200d", "\ufe0f", "\u2060 \u3164"])(
    "sees nothing in %j, which is no message",
    (text) => {
      expect(isVisible(text)).toBe(false);
    },
  );
});

import { expect, it } from "vitest";
import { isEmojiOnly } from "./emoji.ts";

it.each(["👍", "👨‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿", "❤️", "🎉🎉🎉"])("enlarges %s", (text) => {
  expect(isEmojiOnly(text)).toBe(true);
});

it.each(["", " ", "ok 👍", "1", "#", "7 8", "👍".repeat(7), "©", "\u200d"])("leaves %j", (text) => {
  expect(isEmojiOnly(text)).toBe(false);
});

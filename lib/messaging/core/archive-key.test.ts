import fc from "fast-check";
import { expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { archiveKey, archiveWords, parseArchiveWords } from "./archive-key.ts";

const secrets = fc.uint8Array({ minLength: 32, maxLength: 32 });

it("gives back the secret of its words, however they were written down", () => {
  fc.assert(
    fc.property(secrets, (secret) => {
      const words = archiveWords(secret);
      const numbered = words
        .split(" ")
        .map((word, index) => `${index + 1}. ${word.toUpperCase()}`)
        .join("\n");
      expect(parseArchiveWords(words)).toEqual(secret);
      expect(parseArchiveWords(numbered)).toEqual(secret);
    }),
  );
});

it("has 24 words, and notices one that is missing, unknown or swapped", () => {
  const words = archiveWords(new Uint8Array(32).map((_, index) => index * 7)).split(" ");
  expect(words).toHaveLength(24);
  const [first, second, ...rest] = words;
  const mistaken = [rest, ["zzzz", second, ...rest], [second, first, ...rest]];
  for (const wrong of mistaken) {
    expect(() => parseArchiveWords(wrong.join(" "))).toThrow(
      expect.objectContaining({ code: "archive.words" }),
    );
  }
});

it("gives each inbox, and each part of its archive, another key for the same words", () => {
  const secret = new Uint8Array(32).fill(7);
  const keyOf = (letter: string, index: number, count: number) =>
    archiveKey(secret, letter.repeat(64) as InboxId, { index, count }).join(" ");
  const keys = [keyOf("a", 0, 2), keyOf("b", 0, 2), keyOf("a", 1, 2), keyOf("a", 0, 1)];
  expect(new Set(keys).size).toBe(keys.length);
  expect(keyOf("a", 0, 2)).toBe(keys[0]);
  expect(keys[0]?.split(" ")).toHaveLength(32);
});

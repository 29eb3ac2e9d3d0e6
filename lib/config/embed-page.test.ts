import { expect, it } from "vitest";
import { embedHostOf, isEmbedPath } from "./embed-page.ts";

const ALLOWED = ["https://dapp.test", "http://localhost:5173"];

it.each(ALLOWED)("%s may frame it when it is on the list, and says so", (origin) => {
  expect(embedHostOf(origin, ALLOWED)).toBe(origin);
  expect(embedHostOf(origin, [])).toBeUndefined();
});

it.each([
  null,
  undefined,
  "",
  "*",
  "null",
  "https://evil.test",
  "https://dapp.test/",
  "https://dapp.test https://evil.test",
  "https://DAPP.test",
  ["https://dapp.test"],
])("who says %j may not", (asked) => {
  expect(embedHostOf(asked, ALLOWED)).toBeUndefined();
});

it.each([
  ["/embed", true],
  ["/embed/dm/0xabc", true],
  ["/embed.js", false],
  ["/embedded", false],
  ["/", false],
  ["/dm/embed", false],
])("the page %s can be framed at all: %j", (path, isIt) => {
  expect(isEmbedPath(path)).toBe(isIt);
});

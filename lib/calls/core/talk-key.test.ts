import { expect, it } from "vitest";
import { keyName, mayTalk } from "./talk-key.ts";

it("leaves keys alone that pages are used with", () => {
  expect(["KeyT", "Digit1", "F8", "Backquote"].every(mayTalk)).toBe(true);
  expect(["Space", "Enter", "Tab", "Escape", "ArrowUp", "ShiftLeft"].some(mayTalk)).toBe(false);
});

it("names a key as it is printed", () => {
  expect(["KeyT", "Digit1", "F8", "Backquote"].map(keyName)).toEqual(["T", "1", "F8", "`"]);
});

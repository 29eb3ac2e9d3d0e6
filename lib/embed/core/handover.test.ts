import { expect, it } from "vitest";
import { type Heard, handover, handoverIn, isLeaving, LEFT } from "./handover.ts";

const BEN = "0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045";
const HEARD: Heard = {
  named: [BEN.toLowerCase()],
  wish: { name: "openConversation", to: BEN, draft: "Hello" },
};

it("the window knows what the page said to the frame", () => {
  expect(handoverIn(handover("n", HEARD), "n")).toEqual(HEARD);
  expect(handoverIn(handover("n", { named: [] }), "n")).toEqual({ named: [] });
});

it.each([
  ["another nonce", handover("guessed", HEARD)],
  ["a greeting", { parley: 1, kind: "hello", nonce: "n" }],
  ["another protocol", { ...handover("n", HEARD), parley: 2 }],
  ["nothing", undefined],
])("%s is no handover", (_, said) => {
  expect(handoverIn(said, "n")).toBeUndefined();
});

it("what is no wish, and what is no name, is left out", () => {
  const said = (heard: unknown) => handoverIn({ ...handover("n", HEARD), heard }, "n");
  expect(said({ named: [7, "x".repeat(256), "ben.eth"] })).toEqual({ named: ["ben.eth"] });
  expect(said({ named: "ben.eth", wish: { name: "send", to: BEN } })).toEqual({ named: [] });
  expect(said({ named: [], wish: { name: "setTheme", theme: "dark" } })).toEqual({ named: [] });
  expect(said(null)).toEqual({ named: [] });
});

it("leaving is said in one way", () => {
  expect(isLeaving(LEFT)).toBe(true);
  expect(isLeaving({ ...LEFT, parley: 2 })).toBe(false);
  expect(isLeaving("left")).toBe(false);
});

import { expect, it } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import { type Following, follow, isAddress, isShown, NOWHERE } from "./follow-wish.ts";

const BEN = "0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045";
const EVE = "0x00000000219ab540356cBB839Cbe05303d7705Fa";

/** What the path of a conversation says of whom it is with. */
const partIn = (path: string) => /^\/dm\/(.+)/.exec(path)?.[1];
const THERE = { kind: "there", address: BEN };

/** How far one is after each of these paths, by a wish for `to`. */
function along(to: string, ...paths: string[]): Following["kind"][] {
  let now = NOWHERE;
  return paths.map((path) => {
    now = follow(now, to, partIn(path));
    return now.kind;
  });
}

it("a path shows somebody by their address, however it is written, and by no name", () => {
  const ben = parseAddress(BEN);
  expect(isShown(BEN.toLowerCase(), ben)).toBe(true);
  for (const part of [EVE, "ben.eth", "%", undefined]) expect(isShown(part, ben)).toBe(false);
});

it("a name is no address", () => {
  expect([BEN, BEN.toLowerCase(), "ben.eth", ""].map(isAddress)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

it("an address is there when its conversation is open, however it was written", () => {
  expect(follow(NOWHERE, BEN.toLowerCase(), partIn(`/dm/${BEN}`))).toEqual(THERE);
  expect(along(BEN, "/", "/settings/devices", `/dm/${EVE}`, `/dm/${BEN}`)).toEqual([
    "nowhere",
    "nowhere",
    "nowhere",
    "there",
  ]);
});

it("a name is there when the person said yes to whom it leads to", () => {
  expect(along("ben.eth", "/", "/dm/ben.eth", `/dm/${BEN}`)).toEqual([
    "nowhere",
    "at-name",
    "there",
  ]);
});

it("an address that is opened without the name is not the wished one", () => {
  expect(along("ben.eth", `/dm/${EVE}`)).toEqual(["nowhere"]);
});

it("who goes elsewhere is asked nothing any more, also when they come back", () => {
  expect(along(BEN, `/dm/${BEN}`, "/", `/dm/${BEN}`)).toEqual(["there", "left", "left"]);
  expect(along("ben.eth", "/dm/ben.eth", "/", `/dm/${BEN}`)).toEqual(["at-name", "left", "left"]);
});

it("is the same object as long as it means the same: a screen that looks again does not turn in circles", () => {
  for (const path of [`/dm/${BEN}`, "/dm/ben.eth", "/"]) {
    for (const to of [BEN, "ben.eth"]) {
      const once = follow(NOWHERE, to, partIn(path));
      expect(follow(once, to, partIn(path))).toBe(once);
    }
  }
});

it("what names nobody leads nowhere", () => {
  expect(along("%", "/dm/%25", "/dm/%2")).toEqual(["at-name", "left"]);
});

import { describe, expect, it } from "vitest";
import { placeIn } from "./place.ts";

describe("a path of the page", () => {
  it.each([
    ["/", { kind: "list" }],
    ["/dm/0xabc", { kind: "thread", params: { address: "0xabc" } }],
    ["/dm/%E5%90%8D.eth/", { kind: "thread", params: { address: "%E5%90%8D.eth" } }],
    ["/g/0a0b", { kind: "thread", params: { id: "0a0b" } }],
    ["/settings/devices", { kind: "settings", section: "devices" }],
    ["/dm", { kind: "list" }],
    ["/tea/with/milk", { kind: "list" }],
  ])("%s", (pathname, place) => {
    expect(placeIn(pathname)).toEqual(place);
  });
});

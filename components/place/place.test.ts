import { describe, expect, it } from "vitest";
import { LIST_NAMES, listPath, placeIn } from "./place.ts";

describe("a path of the page", () => {
  it.each([
    ["/", { kind: "list", list: "inbox" }],
    ["/dm/0xabc", { kind: "thread", params: { address: "0xabc" } }],
    ["/dm/%E5%90%8D.eth/", { kind: "thread", params: { address: "%E5%90%8D.eth" } }],
    ["/g/0a0b", { kind: "thread", params: { id: "0a0b" } }],
    ["/settings/devices", { kind: "settings", section: "devices" }],
    ["/requests", { kind: "list", list: "requests" }],
    ["/archive", { kind: "list", list: "archive" }],
    ["/archive/more", { kind: "list", list: "inbox" }],
    ["/dm", { kind: "list", list: "inbox" }],
    ["/tea/with/milk", { kind: "list", list: "inbox" }],
  ])("%s", (pathname, place) => {
    expect(placeIn(pathname)).toEqual(place);
  });

  it.each(LIST_NAMES)("of the list %s leads to it", (list) => {
    expect(placeIn(listPath(list))).toEqual({ kind: "list", list });
  });
});

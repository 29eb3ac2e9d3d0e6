import { describe, expect, it } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import { addressIn, threadTarget } from "./thread-target.ts";

const self = parseAddress("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
const other = parseAddress("0xd8da6bf26964af9d7eed9e03e53415d37aa96045");
const inboxId = "0f".repeat(32);
const groupId = "9a".repeat(16);

describe("threadTarget", () => {
  it("is nothing on the list alone", () => {
    expect(threadTarget({}, self)).toEqual({ kind: "none" });
  });

  it("takes an address of any case", () => {
    const address = other.toLowerCase();
    expect(threadTarget({ address }, self)).toEqual({ kind: "address", address: other });
  });

  it("takes a name, of any script", () => {
    expect(threadTarget({ address: "ana.eth" }, self)).toEqual({ kind: "name", name: "ana.eth" });
    const address = encodeURIComponent("名前.eth");
    expect(threadTarget({ address }, self)).toEqual({ kind: "name", name: "名前.eth" });
  });

  it("takes the inbox id of somebody whose address is not known", () => {
    const key = `dm:${inboxId}`;
    expect(threadTarget({ address: inboxId.toUpperCase() }, self)).toEqual({ kind: "thread", key });
  });

  it("takes the id of a group", () => {
    const key = `group:${groupId}`;
    expect(threadTarget({ id: groupId }, self)).toEqual({ kind: "thread", key });
  });

  it.each([
    ["vitalik", "address.format"],
    ["%E0%A4%A", "address.format"],
    ["%20", "address.empty"],
    [inboxId.slice(2), "address.format"],
    [self, "address.self"],
    [other.replace("dA6", "Da6"), "address.checksum"],
  ])("says what is wrong with %s", (address, code) => {
    expect(threadTarget({ address }, self)).toEqual({ kind: "mistake", code });
  });

  it.each(["nobody", "abc", "%20", `${groupId}z`])("knows no group named %s", (id) => {
    expect(threadTarget({ id }, self)).toEqual({ kind: "unknown" });
  });
});

it("reads the address of a link before anybody is signed in", () => {
  expect(addressIn(other)).toBe(other);
  expect(addressIn("nobody")).toBeUndefined();
});

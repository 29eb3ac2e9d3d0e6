import { describe, expect, it } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { displayName } from "./names.ts";

const peer = { address: parseAddress("0xd8da6bf26964af9d7eed9e03e53415d37aa96045") };
const key: ThreadKey = `dm:0f1e2d${"0".repeat(54)}9a8b`;
const named = (name: string) => displayName({ key, name, peer }, "Group");

describe("displayName", () => {
  it("keeps names of every script", () => {
    for (const name of ["Łucja", "علی‌رضا", "👨‍👩‍👧", "名前"]) expect(named(name)).toBe(name);
  });

  it("drops what turns the text around it", () => {
    expect(named("\u202egnp.yek\u202c")).toBe("gnp.yek");
  });

  it.each(["", "   ", "\u200b\u200b", "\u200d", "\u3164"])(
    "falls back to the address when nothing is to be seen in %j",
    (name) => {
      expect(named(name)).toBe("0xd8dA…6045");
    },
  );

  it("lets nobody be called like an address", () => {
    expect(named("0x1111111111111111111111111111111111111111")).toBe("0xd8dA…6045");
    expect(named("0xAb5801…")).toBe("0xd8dA…6045");
    expect(named("0x")).toBe("0x");
  });

  it("has a word for a group with no name", () => {
    expect(displayName({ key: `group:${"9a".repeat(16)}` }, "Group")).toBe("Group");
  });

  it("calls somebody whose address is not known by their inbox", () => {
    expect(displayName({ key }, "Group")).toBe("0f1e2d…9a8b");
  });
});

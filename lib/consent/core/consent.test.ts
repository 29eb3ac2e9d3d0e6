import { describe, expect, it } from "vitest";
import type { MessageContent } from "@/lib/messaging/core/records.ts";
import { reachOf } from "./reach.ts";
import { strangerSigns } from "./stranger-signs.ts";

const text = (body: string): MessageContent => ({ type: "text", text: body });
const kinds = (...contents: MessageContent[]) => strangerSigns(contents).map(({ kind }) => kind);

describe("what a conversation may do", () => {
  it("is everything for whom one welcomed, and nothing for all others", () => {
    expect(Object.values(reachOf("allowed")).every(Boolean)).toBe(true);
    for (const consent of ["unknown", "denied"] as const)
      expect(Object.values(reachOf(consent)).some(Boolean)).toBe(false);
  });
});

describe("what stands out in what a stranger wrote", () => {
  it.each([
    "see https://evil.example/claim",
    "www.claim.example now",
    "go to free-tokens.xyz",
    "visit drop.finance",
  ])("is a link in %j", (body) => expect(kinds(text(body))).toEqual(["link"]));

  it.each(["hello, are you the one from the meetup?", "3.50 each", "e.g. this", "¿qué tal?", ""])(
    "is nothing in %j",
    (body) => expect(kinds(text(body))).toEqual([]),
  );

  it("is a wish for keys, in either language", () => {
    expect(kinds(text("send me your Seed Phrase"))).toEqual(["asks-for-keys"]);
    expect(kinds(text("necesito tu clave privada"))).toEqual(["asks-for-keys"]);
  });

  it("is a wish for calls of the wallet, and much at once", () => {
    const request = { version: "1.0", chainId: "0x1", from: "0x", calls: [] };
    expect(kinds({ type: "wallet-calls", request })).toEqual(["wallet-calls"]);
    expect(kinds(...Array.from({ length: 6 }, () => text("hi")))).toEqual(["many"]);
    expect(kinds(...Array.from({ length: 5 }, () => text("hi")))).toEqual([]);
  });

  it("is found inside a reply too", () => {
    const content: MessageContent = {
      type: "reply",
      to: { id: "m" as never },
      content: { type: "markdown", text: "[x](https://evil.example)" },
    };
    expect(kinds(content)).toEqual(["link"]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import { type MentionSegment, mentionsMe, mentionText, splitMentions } from "./mentions.ts";
import { suggestMentions } from "./suggest.ts";
import { completeMention, typedMention } from "./typing.ts";

const ANA = parseAddress("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
const BEN = parseAddress("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");
const nameOnly = (name: string) => (name === "ana.eth" ? ANA : undefined);

function mentioned(text: string): MentionSegment[] {
  return splitMentions(text, nameOnly).filter(({ kind }) => kind === "mention");
}

/** What grows with the square of the text takes minutes; a busy machine does not. */
const FOR_EVER_MS = 20_000;

describe("splitMentions", () => {
  it("finds people by whole addresses and by names, wherever they stand", () => {
    const text = `@ana.eth, ask @${BEN}. (@other.base.eth?)`;
    expect(splitMentions(text, nameOnly)).toEqual([
      { kind: "mention", text: "@ana.eth", name: "ana.eth", address: ANA },
      { kind: "text", text: ", ask " },
      { kind: "mention", text: `@${BEN}`, address: BEN },
      { kind: "text", text: ". (" },
      { kind: "mention", text: "@other.base.eth", name: "other.base.eth" },
      { kind: "text", text: "?)" },
    ]);
  });

  it.each([
    "ana@ana.eth",
    "me.@ana.eth",
    "@@ana.eth",
    "@ana",
    "@ana.ethics",
    `@${BEN.slice(0, -1)}`,
    `@${BEN}0`,
    "@ 0x",
    // The checksum says that a digit is wrong.
    `@${BEN.replace("C5", "c5")}`,
    "https://example.org/x@ana.eth",
  ])("finds nobody in %s", (text) => {
    expect(mentioned(text)).toEqual([]);
  });

  it("goes on after an address that has a wrong digit", () => {
    expect(mentioned(`@${BEN.replace("C5", "c5")} or @ana.eth`)).toMatchObject([{ address: ANA }]);
  });

  it("loses nothing of a text, whatever is in it", () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom("@", "@ana.eth", `@${BEN}`, " ", "\n", "@0x", ".", "ñ"),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join("");
        const whole = splitMentions(text, nameOnly).map((segment) => segment.text);
        expect(whole.join("")).toBe(text);
      }),
    );
  });

  it("takes no longer for a megabyte of nothing", () => {
    const startedAt = performance.now();
    splitMentions("@a.".repeat(300_000), nameOnly);
    expect(performance.now() - startedAt).toBeLessThan(FOR_EVER_MS);
  });
});

describe("mentions of me", () => {
  it("are by my address in any case, and by my name", () => {
    const me = { address: ANA, name: "Ana.eth" };
    expect(mentionsMe(`hey @${ANA.toLowerCase()}!`, me)).toBe(true);
    expect(mentionsMe("hey @ANA.eth", me)).toBe(true);
    expect(mentionsMe(`hey @${BEN} and ana.eth`, me)).toBe(false);
    expect(mentionsMe("hey @ana.eth", { address: ANA })).toBe(false);
  });

  it("are written so that they are found again", () => {
    for (const person of [{ address: ANA }, { address: ANA, name: "ana.eth" }]) {
      expect(mentionsMe(`${mentionText(person)} hello`, person)).toBe(true);
    }
    // A name that is no name of ENS could be anybody's.
    expect(mentionText({ address: ANA, name: "ana smith" })).toBe(`@${ANA}`);
  });
});

describe("what is being typed", () => {
  it("is the word after an @ at the caret", () => {
    expect(typedMention("hey @an", 7)).toEqual({ from: 4, query: "an" });
    expect(typedMention("@", 1)).toEqual({ from: 0, query: "" });
    expect(typedMention("hey @an you", 7)).toEqual({ from: 4, query: "an" });
    for (const [text, caret] of [
      ["mail@an", 7],
      ["hey @an ", 8],
      ["hey @ana", 6],
      ["hey", 3],
      [`@${"a".repeat(60)}`, 61],
    ] as const)
      expect(typedMention(text, caret)).toBeUndefined();
  });

  it("gives way to who was meant", () => {
    const typed = { from: 4, query: "an" };
    expect(completeMention("hey @an", typed, "@ana.eth")).toEqual({
      text: "hey @ana.eth ",
      caret: 13,
    });
    expect(completeMention("hey @an you", typed, "@ana.eth")).toEqual({
      text: "hey @ana.eth you",
      caret: 13,
    });
  });
});

describe("suggestMentions", () => {
  const ana = { address: ANA, name: "ana.eth" };
  const ben = { address: BEN, name: "Zoë.eth" };
  const nobody = { address: parseAddress(`0x${"70".repeat(20)}`) };

  it("offers those in the conversation first, and each once", () => {
    const people = { members: [ben], others: [ana, ben, nobody] };
    expect(suggestMentions("", people)).toEqual([ben, ana, nobody]);
  });

  it("finds by the beginning of names and addresses, accents aside, then by what is inside", () => {
    const people = { members: [], others: [ana, ben, nobody] };
    expect(suggestMentions("zoe", people)).toEqual([ben]);
    expect(suggestMentions("0x7070", people)).toEqual([nobody]);
    expect(suggestMentions("eth", people)).toEqual([ana, ben]);
    expect(suggestMentions("xyz", people)).toEqual([]);
  });
});

import { BinaryWriter } from "@bufbuild/protobuf/wire";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Content, wordsOf } from "./words-of.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const message = (typeId: string, content: Uint8Array, authorityId = "xmtp.org"): Content => ({
  type: { authorityId, typeId },
  content,
});

/** An `EncodedContent` as other SDKs write it. */
function encoded({ type, content }: Content): Uint8Array {
  const kind = new BinaryWriter();
  kind
    .tag(1, 2)
    .string(type?.authorityId ?? "")
    .tag(2, 2)
    .string(type?.typeId ?? "");
  const all = new BinaryWriter().tag(1, 2).bytes(kind.tag(3, 0).uint32(1).finish());
  return all.tag(3, 2).string("a fallback").tag(4, 2).bytes(content).finish();
}

describe("what somebody wrote", () => {
  it.each(["text", "markdown"])("is the words of a %s, alone or as a reply", (typeId) => {
    const written = message(typeId, utf8("1. `/help`"));
    expect(wordsOf(written)).toBe("1. `/help`");
    expect(wordsOf(message("reply", encoded(written)))).toBe("1. `/help`");
  });

  it("is nothing that has no words", () => {
    const picture = message("attachment", utf8("…"));
    expect(wordsOf(picture)).toBeUndefined();
    expect(wordsOf(message("reply", encoded(picture)))).toBeUndefined();
    expect(wordsOf(message("text", utf8("ours"), "example.org"))).toBeUndefined();
    expect(wordsOf({ content: utf8("of no kind") })).toBeUndefined();
  });

  it("is nothing where a reply cannot be read", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(() => wordsOf(message("reply", bytes))).not.toThrow();
      }),
    );
  });
});

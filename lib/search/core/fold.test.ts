import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fold, foldWithOrigins } from "./fold.ts";

describe("fold", () => {
  it.each([
    ["Über", "uber"],
    ["STRASSE", "straße"],
    ["señor AÑO", "senor ano"],
    ["Łódź", "lodz"],
    ["İstanbul", "istanbul"],
    ["ısı", "isi"],
    ["Ὀδυσσεύς", "οδυσσευσ"],
    ["Ёлка", "елка"],
    ["ＡＢＣ１２３", "abc123"],
    ["ﬁn", "fin"],
    ["ｶﾞｷﾞ", "ガギ"],
    ["שָׁלוֹם", "שלום"],
    ["مُحَمَّد", "محمد"],
    ["أحمد", "احمد"],
    ["مدرسة", "مدرسه"],
    ["کتاب ۱۲", "كتاب 12"],
    ["pass\u200bword", "password"],
    ["کتاب\u200cها", "كتابها"],
  ])("takes %s and %s for the same", (a, b) => {
    expect(fold(a)).toBe(fold(b));
  });

  it.each([
    ["か", "が"],
    ["ハ", "パ"],
    ["มา", "ม้า"],
    ["की", "का"],
    ["한", "할"],
  ])("keeps %s and %s apart: they are other words", (a, b) => {
    expect(fold(a)).not.toBe(fold(b));
  });

  it("changes nothing that is folded", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => fold(fold(text)) === fold(text)),
    );
  });

  it("remembers where each part comes from", () => {
    const { text, origins } = foldWithOrigins("Straße\u0301s");
    expect(text).toBe("strasses");
    expect(origins).toEqual([0, 1, 2, 3, 4, 4, 5, 7, 8]);
  });

  it("is the same piece by piece", () => {
    const unit = fc.constantFrom(..."aÉßσςΣΑガｶﾞ한مّæ\u0301\u0327\u3099\u200d👍🏽1² ");
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        const folded = foldWithOrigins(text);
        expect(folded.text).toBe(fold(text));
        expect(folded.origins).toHaveLength(folded.text.length + 1);
      }),
      { numRuns: 1_000 },
    );
  });
});

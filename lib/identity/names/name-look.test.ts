import fc from "fast-check";
import { normalize } from "viem/ens";
import { describe, expect, it } from "vitest";
import { lookOf, lookOfStored, skeletonOf } from "./name-look.ts";

describe("the look of a name", () => {
  it.each([
    ["vita1ik.eth", "digit one for l"],
    ["vitalík.eth", "an accent"],
    ["vıtalik.eth", "dotless i"],
    ["vitaⅼik.eth", "a Roman numeral"],
  ])("%s is taken for vitalik.eth: %s", (name) => {
    expect(skeletonOf(name)).toBe(skeletonOf("vitalik.eth"));
  });

  it("rn is taken for m, and 0 for o", () => {
    expect(skeletonOf("rnetamask.eth")).toBe(skeletonOf("metamask.eth"));
    expect(skeletonOf("b0b.eth")).toBe(skeletonOf("bob.eth"));
  });

  it("names that one tells apart have different skeletons", () => {
    const names = ["ana.eth", "anna.eth", "ann.eth", "hana.eth", "ana.base.eth", "ana-b.eth"];
    expect(new Set(names.map(skeletonOf)).size).toBe(names.length);
  });

  it.each([
    "ana.eth",
    "josé.eth",
    "łucja.eth",
    "名前.eth",
    "виталик.eth",
    "علی.eth",
    "🦄🦄.eth",
    "0xa.eth",
  ])("%s is plainly what it is", (name) => {
    expect(lookOf(name).marks).toEqual([]);
  });

  it("marks signs that pass for letters", () => {
    for (const name of ["bob∞.eth", "〇xbob.eth", "bob.ノ.eth"])
      expect(lookOf(name).marks).toContain("disguised");
  });

  it("marks a name of several alphabets that no language writes together", () => {
    expect(lookOf("bank.оля.eth").marks).toEqual(["mixed-scripts"]);
    for (const name of ["日本語tokyoひらがな.eth", "оля.base.eth"])
      expect(lookOf(name).marks).toEqual([]);
  });

  it("knows no name that passes for another by the letters of one more alphabet", () => {
    for (const name of ["рaypal.eth", "аррӏе.eth", "vıtalik.eth"])
      expect(() => lookOf(name)).toThrow(expect.objectContaining({ code: "name.invalid" }));
  });

  it("needs no tables for plain names, and gives the same as with them", () => {
    const label = fc.stringMatching(/^[A-Za-z0-9-]{1,12}$/);
    fc.assert(
      fc.property(label, (text) => {
        let expected: string | undefined;
        try {
          expected = normalize(`${text}.eth`);
        } catch {
          expect(() => lookOf(`${text}.eth`)).toThrow();
          return;
        }
        expect(lookOf(`${text}.eth`).name).toBe(expected);
      }),
    );
  });

  it("takes what a chain says as a name only in its one form", () => {
    expect(lookOfStored("ana.eth")?.name).toBe("ana.eth");
    for (const text of ["Ana.eth", "ana", "", "ana.eth\u200b", "a b.eth", "x".repeat(300)])
      expect(lookOfStored(text)).toBeUndefined();
  });
});

import { describe, expect, it } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import { findNamed } from "./people.ts";

const ANA = parseAddress("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
const BEN = parseAddress("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");

const PEOPLE = [
  { name: "0x7099…79C8", address: BEN },
  { name: "Harbour crew" },
  { name: "ana.eth", address: ANA },
  { name: "Mañana en la Estación" },
  { name: "Anton", address: undefined },
  { name: "東京の会" },
];

const found = (typed: string) => findNamed(typed, PEOPLE).map(({ of }) => of.name);

describe("people and groups", () => {
  it.each([
    ["crew", ["Harbour crew"]],
    ["har cr", ["Harbour crew"]],
    ["ana.e", ["ana.eth"]],
    ["eth", ["ana.eth"]],
    ["an", ["ana.eth", "Anton"]],
    ["estacion man", ["Mañana en la Estación"]],
    ["東京", ["東京の会"]],
    ["0xf39fd6", ["ana.eth"]],
    ["0XF39FD6E51AAD88F6F4CE6AB8827279CFFFB92266", ["ana.eth"]],
    ["f39f", ["ana.eth"]],
    ["2266", ["ana.eth"]],
    ["0x7099…79c8", ["0x7099…79C8"]],
    ["7099...79c8", ["0x7099…79C8"]],
    ["nobody", []],
    ["  ", []],
  ])("are found by “%s”", (typed, names) => {
    expect(found(typed)).toEqual(names);
  });

  it("come first when their name begins so, and else in the order given", () => {
    const names = ["the crew", "Crew", "my crew"].map((name) => ({ name }));
    expect(findNamed("cre", names).map(({ of }) => of.name)).toEqual([
      "Crew",
      "the crew",
      "my crew",
    ]);
  });

  it("are told with what matched in the name", () => {
    const [ana] = findNamed("an", PEOPLE);
    expect(ana?.ranges).toEqual([{ start: 0, end: 2 }]);
    expect(findNamed("f39f", PEOPLE)[0]?.ranges).toEqual([]);
  });
});

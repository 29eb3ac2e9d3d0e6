import { describe, expect, it } from "vitest";
import { type Address, parseAddress } from "@/lib/identity/core/address.ts";
import { flagOf } from "./flag.ts";

const addressOf = (value: number): Address =>
  parseAddress(`0x${value.toString(16).padStart(40, "0")}`);

describe("flagOf", () => {
  it("gives an address the same flag every time, whatever its case", () => {
    const address = parseAddress("0xd8da6bf26964af9d7eed9e03e53415d37aa96045");
    expect(flagOf(address)).toEqual(flagOf(address.toLowerCase() as Address));
  });

  it("tells addresses apart that look alike at both ends", () => {
    const one = parseAddress("0xd8da6bf26964af9d7eed9e03e53415d37aa96045");
    const other = parseAddress("0xd8da6bf26964af9d7eee9e03e53415d37aa96045");
    expect(flagOf(one)).not.toEqual(flagOf(other));
  });

  it("seldom gives two of a hundred people the same flag", () => {
    const flags = Array.from({ length: 100 }, (_, index) =>
      JSON.stringify(flagOf(addressOf(index))),
    );
    expect(new Set(flags).size).toBeGreaterThan(95);
  });

  it("uses every division", () => {
    const divisions = Array.from({ length: 500 }, (_, index) => flagOf(addressOf(index)).division);
    expect(new Set(divisions).size).toBe(16);
  });
});

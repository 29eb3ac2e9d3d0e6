import { describe, expect, it } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import { paymentRequest, readAmount } from "./payment.ts";
import { readRequest } from "./request.ts";

const ANA = parseAddress(`0x${"a1".repeat(20)}`);
const BEN = parseAddress(`0x${"be".repeat(20)}`);
const TOKEN = parseAddress(`0x${"70".repeat(20)}`);

describe("readAmount", () => {
  const point = { decimals: 6, separator: "." };
  const comma = { decimals: 6, separator: "," };

  it("is exact", () => {
    expect(readAmount(" 12.500001 ", point)).toEqual({ kind: "amount", amount: 12_500_001n });
    expect(readAmount("0,1", comma)).toEqual({ kind: "amount", amount: 100_000n });
    expect(readAmount("1.1000000000", point)).toEqual({ kind: "amount", amount: 1_100_000n });
    const ether = { decimals: 18, separator: "." };
    expect(readAmount("123456789.123456789123456789", ether)).toEqual({
      kind: "amount",
      amount: 123_456_789_123_456_789_123_456_789n,
    });
  });

  it("takes no number for another one", () => {
    for (const text of ["1,000", "1.000.000", "-1", "1e3", ".5", "5.", "0x10", "١", "1 000"])
      expect(readAmount(text, point)).toEqual({ kind: "problem", problem: "format" });
    // In Spanish it would be a thousand.
    expect(readAmount("1.000", comma)).toEqual({ kind: "problem", problem: "format" });
    expect(readAmount("0.0000001", point)).toEqual({ kind: "problem", problem: "too-fine" });
    expect(readAmount("0.00", point)).toEqual({ kind: "problem", problem: "zero" });
    expect(readAmount("", point)).toEqual({ kind: "problem", problem: "empty" });
  });
});

describe("paymentRequest", () => {
  const where = { chainId: 8453, from: BEN };

  it("reads as what was asked for, in coins and in tokens", () => {
    const coins = paymentRequest({ to: ANA, amount: 5n }, { ...where, note: "" });
    expect(readRequest(coins)).toMatchObject({
      chainId: 8453,
      from: BEN,
      calls: [{ action: { kind: "pay", to: ANA, amount: 5n }, claims: {} }],
    });
    const tokens = paymentRequest(
      { to: ANA, amount: 5n, token: TOKEN },
      { ...where, note: " Tea " },
    );
    expect(readRequest(tokens)).toMatchObject({
      calls: [
        {
          action: { kind: "move", contract: TOKEN, to: ANA, amount: 5n },
          claims: { description: "Tea" },
        },
      ],
    });
  });

  it("says both things that other apps want, or nothing", () => {
    const said = paymentRequest({ to: ANA, amount: 5n }, { ...where, note: "Tea" });
    expect(said.calls[0]?.metadata).toEqual({ description: "Tea", transactionType: "transfer" });
    const unsaid = paymentRequest({ to: ANA, amount: 5n }, { ...where, note: " " });
    expect(unsaid.calls[0]).not.toHaveProperty("metadata");
  });
});

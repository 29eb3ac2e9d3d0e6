import { describe, expect, it } from "vitest";
import { ParleyError } from "@/lib/errors/base.ts";
import { chainAskedFor, withDoubt } from "./signing-chain.ts";

const failure = (code: ParleyError["code"], facts = {}) => new ParleyError(code, "", { facts });

describe("the chain on which to sign again", () => {
  it.each(["wallet.wrong-chain", "wallet.unconfirmed"] as const)("is named by %s", (code) => {
    expect(chainAskedFor(failure(code, { chainId: 8453 }))).toEqual({ chainId: 8453 });
    expect(chainAskedFor(failure(code))).toBeUndefined();
  });

  it("binds, where XMTP knows the account by it", () => {
    const error = failure("identity.other-chain", { chainId: 8453 });
    expect(chainAskedFor(error)).toEqual({ chainId: 8453, isBound: true });
  });

  it("is not what other errors name", () => {
    expect(chainAskedFor(failure("chain.unreachable", { chainId: 1 }))).toBeUndefined();
    expect(chainAskedFor(failure("wallet.no-switch", { chainId: 1 }))).toBeUndefined();
  });
});

describe("the network's no", () => {
  const doubt = { fromChainId: 5, chainId: 1 };

  it("means more where nobody here could verify", () => {
    for (const code of ["wallet.not-owner", "wallet.unconfirmed"] as const) {
      const said = withDoubt(failure(code), doubt);
      expect(said).toMatchObject({ code: "wallet.unconfirmed", facts: doubt });
    }
  });

  it("stays what it is otherwise", () => {
    const errors = [failure("wallet.not-owner"), failure("xmtp.unreachable"), new TypeError("x")];
    expect(withDoubt(errors[0], undefined)).toBe(errors[0]);
    expect(withDoubt(errors[1], doubt)).toBe(errors[1]);
    expect(withDoubt(errors[2], doubt)).toBe(errors[2]);
  });
});

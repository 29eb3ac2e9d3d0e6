import { ResourceUnavailableRpcError, UserRejectedRequestError } from "viem";
import { describe, expect, it } from "vitest";
import { ParleyError } from "@/lib/errors/base.ts";
import { toWalletError } from "./wallet-error.ts";

describe("toWalletError", () => {
  it.each([
    ["a refusal (EIP-1193)", { code: 4001, message: "User rejected the request." }],
    ["viem's wrapping of it", new UserRejectedRequestError(new Error("no"))],
    [
      "a refusal deep in causes",
      new Error("a", { cause: new Error("b", { cause: { code: 4001 } }) }),
    ],
    ["MetaMask Mobile's wrapping", { code: -32603, data: { originalError: { code: 4001 } } }],
    ["WalletConnect's refusal", { code: 5000, message: "User rejected." }],
    ["ethers' refusal", { code: "ACTION_REJECTED" }],
    ["a refusal in words only", new Error("MetaMask: User denied message signature.")],
  ])("knows %s", (_name, error) => {
    expect(toWalletError(error).code).toBe("wallet.rejected");
  });

  it.each([
    ["wallet.busy", { code: -32002, message: "Already processing eth_requestAccounts." }],
    ["wallet.busy", new ResourceUnavailableRpcError(new Error("pending"))],
    ["wallet.unavailable", { code: 4900, message: "Disconnected" }],
    ["wallet.unavailable", { code: 4100, message: "Unauthorized" }],
    ["wallet.unavailable", Object.assign(new Error(), { name: "ProviderNotFoundError" })],
    ["wallet.wrong-account", Object.assign(new Error(), { name: "ConnectorAccountNotFoundError" })],
    ["wallet.failed", new Error("boom")],
    ["wallet.failed", "boom"],
    ["wallet.failed", undefined],
  ])("gives %s", (code, error) => {
    expect(toWalletError(error).code).toBe(code);
  });

  it("ends on causes that go in a circle", () => {
    const error: { cause?: unknown } = {};
    error.cause = error;
    expect(toWalletError(error).code).toBe("wallet.failed");
  });

  it("leaves an error of Parley's as it is", () => {
    const error = new ParleyError("wallet.busy", "open");
    expect(toWalletError(error)).toBe(error);
  });
});

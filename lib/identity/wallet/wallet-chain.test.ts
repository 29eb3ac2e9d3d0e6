import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parseAddress } from "../core/address.ts";
import { readWalletChain, switchWalletChain, type WalletProvider } from "./wallet-chain.ts";

const ALICE = parseAddress("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");

/** A wallet that answers each method as it is told: with a value, or by doing something. */
function walletOf(answers: Readonly<Record<string, unknown>>): WalletProvider {
  return {
    request: async ({ method }) => {
      const answer = answers[method];
      return typeof answer === "function" ? answer() : answer;
    },
  };
}

describe("where a wallet is", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    ["a number in hex", "0x2105"],
    ["a plain number, as some give", 8453],
  ])("is understood from %s", async (_, answer) => {
    const wallet = walletOf({ eth_chainId: answer, eth_getCode: "0x" });
    expect(await readWalletChain(wallet, ALICE)).toEqual({ chainId: 8453, isContract: false });
  });

  it.each([
    ["a contract", "0x6001", true],
    ["nothing there", "0x", false],
    ["a contract's code lent to a key (EIP-7702)", `0xef0100${"ab".repeat(20)}`, false],
    ["a contract whose code only begins like that", `0xef0100${"ab".repeat(30)}`, true],
  ])("says of %s whether the account is one", async (_, code, isContract) => {
    const wallet = walletOf({ eth_chainId: "0x1", eth_getCode: code });
    expect(await readWalletChain(wallet, ALICE)).toEqual({ chainId: 1, isContract });
  });

  it("is left out when the wallet does not say, fails, or takes its time", async () => {
    const refuses = () => Promise.reject(new Error("not supported"));
    const never = () => new Promise(() => undefined);
    expect(await readWalletChain(walletOf({ eth_getCode: refuses }), ALICE)).toEqual({});
    const slow = readWalletChain(walletOf({ eth_chainId: "0x1", eth_getCode: never }), ALICE);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await slow).toEqual({ chainId: 1 });
  });
});

describe("a wallet that is asked to change its chain", () => {
  it.each([
    ["says yes and stays", walletOf({ eth_chainId: "0x1" })],
    [
      "can't",
      walletOf({
        eth_chainId: "0x1",
        wallet_switchEthereumChain: () => Promise.reject(new Error("unsupported")),
      }),
    ],
  ])("is said to stay when it %s", async (_, wallet) => {
    await expect(switchWalletChain(wallet, 8453, undefined)).rejects.toMatchObject({
      code: "wallet.no-switch",
      facts: { chainId: 8453 },
    });
  });

  it("is told of a chain that it does not know, however that is wrapped", async () => {
    const chain = {
      id: 8453,
      name: "Base",
      nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
      rpcUrls: { default: { http: ["https://base.example"] } },
    };
    let knows = false;
    let chainId = "0x1";
    const wallet = walletOf({
      eth_chainId: () => chainId,
      wallet_addEthereumChain: () => {
        knows = true;
      },
      wallet_switchEthereumChain: () => {
        if (!knows) throw { code: -32603, data: { originalError: { code: 4902 } } };
        chainId = "0x2105";
      },
    });
    await switchWalletChain(wallet, 8453, chain);
    expect(chainId).toBe("0x2105");
  });
});

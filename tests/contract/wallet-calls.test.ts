import { encodeFunctionData } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import { providerCalls } from "@/lib/identity/wallet/provider-calls.ts";
import { createTestWallets } from "@/lib/identity/wallet/test-wallets.ts";
import type { WalletProvider } from "@/lib/identity/wallet/wallet-chain.ts";
import { TOKEN_CALLS } from "@/lib/transactions/core/abi.ts";
import { LOCAL_CHAIN_ID, type LocalChain } from "@/local-stack/chain/start-chain.ts";
import { chainClient } from "@/scripts/contracts/deploy.ts";
import { createEip1193Wallet, type Eip1193Wallet } from "@/tests/fakes/eip1193-wallet.ts";
import { createFakeChain } from "@/tests/fakes/fake-chain.ts";
import { lendWallet } from "@/tests/fakes/lent-wallet.ts";
import { localTokens } from "@/tests/fakes/local-tokens.ts";
import { startTestChain } from "@/tests/fakes/test-chain.ts";
import { describeWalletCalls, type WalletCallsUnderTest } from "./wallet-calls-contract.ts";

const CODES = { "wallet.rejected": 4001, "wallet.busy": -32002, "wallet.unavailable": 4900 };
const chainId = LOCAL_CHAIN_ID;

for (const ability of ["single", "sequential", "atomic"] as const) {
  describeWalletCalls(`in memory, ${ability}`, () => {
    const address = parseAddress(privateKeyToAccount(generatePrivateKey()).address);
    const fake = createFakeChain({ chainId, accounts: [address], ability });
    const failing = { to: address, value: 0n, data: "0xdeadbeef" } as const;
    fake.failing.add(failing);
    return {
      calls: fake.calls,
      chainId,
      ability,
      address,
      failing,
      failNext: fake.failNext,
      loseNextAnswer: fake.loseNextAnswer,
      sentCount: () => fake.sent.length,
    };
  });
}

describe("on a local chain", () => {
  let chain: LocalChain;
  let token: `0x${string}`;

  beforeAll(async () => {
    chain = await startTestChain();
    token = (await localTokens(chain.url)).addresses.erc20;
  });
  afterAll(() => chain.close());

  type Provider = Eip1193Wallet["provider"];
  type Reach = (provider: Provider) => Promise<WalletProvider>;
  const directly: Reach = async (provider) => provider;
  const lent: Reach = async (provider) =>
    (await lendWallet("https://dapp.test", provider)).lent.provider;

  async function create(
    bundles?: "atomic" | "sequential",
    reach: Reach = directly,
  ): Promise<WalletCallsUnderTest> {
    const account = privateKeyToAccount(generatePrivateKey());
    await chainClient(chain.url).setBalance({ address: account.address, value: 10n ** 19n });
    const rpcUrls = { [chainId]: chain.url };
    const options = { chainId, rpcUrls, ...(bundles && { bundles }) };
    const wallet = createEip1193Wallet([account], options);
    await wallet.provider.request({ method: "eth_requestAccounts" });
    const reached = reach(wallet.provider);
    const data = encodeFunctionData({
      abi: TOKEN_CALLS,
      functionName: "transfer",
      args: [account.address, 1n],
    });
    return {
      calls: providerCalls(() => reached),
      chainId,
      ability: bundles ?? "single",
      address: parseAddress(account.address),
      failing: { to: parseAddress(token), value: 0n, data },
      failNext: (code) => wallet.failNext(CODES[code]),
      loseNextAnswer: wallet.transactions.loseNextAnswer,
      sentCount: () => wallet.transactions.sent.length,
    };
  }

  describeWalletCalls("a provider that takes one at a time", () => create());
  describeWalletCalls("a provider of EIP-5792, one after the other", () => create("sequential"));
  describeWalletCalls("a provider of EIP-5792, all or none", () => create("atomic"));

  describeWalletCalls("a provider that a page lends", () => create("atomic", lent));

  it("a test wallet pays from its key, and says when it can't", async () => {
    const wallets = createTestWallets({
      xmtp: { env: "local", apiUrl: "http://localhost:1", historyUrl: "http://localhost:1" },
      chains: [{ chainId, rpcUrl: chain.url }],
      ipfsGatewayUrls: [],
      testWallets: true,
    });
    const alice = await wallets.connect("test:alice");
    const to = parseAddress(privateKeyToAccount(generatePrivateKey()).address);
    const call = { to, value: 7n, data: "0x" } as const;
    const { address, calls } = alice;
    const hash = await calls.send({ address, chainId, call });
    await expect.poll(() => calls.readReceipt(hash)).toBe("confirmed");
    expect(await chainClient(chain.url).getBalance({ address: to })).toBe(7n);
    const tooMuch = calls.send({ address, chainId, call: { ...call, value: 10n ** 30n } });
    await expect(tooMuch).rejects.toMatchObject({ code: "transaction.refused" });
    const safe = await wallets.connect("test:safe");
    const bySafe = safe.calls.send({ address: safe.address, chainId, call });
    await expect(bySafe).rejects.toMatchObject({ code: "wallet.no-transactions" });
  });
});

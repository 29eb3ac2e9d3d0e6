import { LOCAL_CHAIN_ID } from "@/lib/config/local-chain.ts";
import { isOwnNetwork } from "@/lib/config/own-network.ts";
import type { PublicConfig } from "@/lib/config/public-config.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import { type Hex, parseAddress } from "../core/address.ts";
import type { TestWalletKind, Wallet, WalletCalls, WalletOption, Wallets } from "../ports.ts";

/**
 * The phrase that Anvil and Hardhat print at each start. Everybody knows these keys, so whoever
 * signs in with one shares the account with the world: on a local network that is the point,
 * anywhere else it would be a trap.
 */
const DEVELOPMENT_MNEMONIC = "test test test test test test test test test test test junk";

/** By their place among the development accounts. */
const PEOPLE = ["Alice", "Bob", "Carol", "Dave"] as const;

type TestWallet = { id: string; kind: TestWalletKind; owners: readonly (typeof PEOPLE)[number][] };

const KEYS: readonly TestWallet[] = PEOPLE.map((name) => ({
  id: `test:${name.toLowerCase()}`,
  kind: "test",
  owners: [name],
}));

/** The first is in the first block of the local chain; see `scripts/contracts`. */
const SAFES: readonly TestWallet[] = [
  { id: "test:safe", kind: "test-safe", owners: ["Alice"] },
  { id: "test:new-safe", kind: "test-new-safe", owners: ["Bob", "Carol"] },
];

/**
 * Fixed development accounts that sign without any window; where the local chain is, also Safes
 * that belong to them.
 *
 * @throws ParleyError `wallet.unavailable` on any network but the local one.
 */
export function createTestWallets(config: PublicConfig): Wallets {
  if (!isOwnNetwork(config.xmtp) || !config.testWallets) {
    throw new ParleyError("wallet.unavailable", "Test wallets exist on a local network only");
  }
  const chain = config.chains.find(({ chainId }) => chainId === LOCAL_CHAIN_ID);
  const wallets = chain ? [...KEYS, ...SAFES] : KEYS;
  return {
    onOptions: (listener) => {
      listener(wallets.map(toOption));
      return () => undefined;
    },
    connect: async (optionId) => {
      const wallet = wallets.find(({ id }) => id === optionId);
      if (!wallet) throw new ParleyError("wallet.unavailable", "There is no such test wallet");
      return toWallet(wallet, await accountOf(wallet, chain?.rpcUrl));
    },
  };
}

function toOption({ id, kind, owners }: TestWallet): WalletOption {
  return { id, name: owners.join(" & "), kind };
}

type TestAccount = {
  address: Hex;
  signMessage(request: { message: string }): Promise<Hex>;
  calls: WalletCalls;
};

async function accountOf(
  { kind, owners }: TestWallet,
  rpcUrl: string | undefined,
): Promise<TestAccount> {
  // Deriving keys takes 29 kB of code, which the dialog can open without.
  const { mnemonicToAccount } = await import("viem/accounts");
  const [first, ...others] = owners.map((name) =>
    mnemonicToAccount(DEVELOPMENT_MNEMONIC, { addressIndex: PEOPLE.indexOf(name) }),
  );
  if (!first) throw new Error("A test wallet has an owner");
  const { keyCalls, noCalls } = await import("./test-wallet-calls.ts");
  const { address, signMessage } = first;
  if (kind === "test")
    return { address, signMessage, calls: rpcUrl ? keyCalls(first, rpcUrl) : noCalls(address) };
  const { createSafeAccount } = await import("./safe-account.ts");
  const safe = createSafeAccount([first, ...others], { chainId: LOCAL_CHAIN_ID });
  const signSafely = kind === "test-safe" ? safe.signMessage : safe.signUndeployed;
  return { address: safe.address, signMessage: signSafely, calls: noCalls(safe.address) };
}

function toWallet({ id, kind }: TestWallet, account: TestAccount): Wallet {
  const address = parseAddress(account.address);
  return {
    optionId: id,
    address,
    signMessage: async (request) => {
      if (request.address !== address) {
        throw new ParleyError("wallet.wrong-account", "This test wallet has one account");
      }
      return account.signMessage({ message: request.text });
    },
    readChain: async () => ({ chainId: LOCAL_CHAIN_ID, isContract: kind === "test-safe" }),
    switchChain: async (chainId) => {
      if (chainId === LOCAL_CHAIN_ID) return;
      throw new ParleyError("wallet.no-switch", "A test wallet stays on the local chain", {
        facts: { chainId },
      });
    },
    calls: account.calls,
    onChange: () => () => undefined,
    disconnect: async () => undefined,
  };
}

import type { HDAccount } from "viem/accounts";
import type { PublicConfig } from "@/lib/config/public-config.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import { type Address, parseAddress } from "../core/address.ts";
import type { Wallet, WalletOption, Wallets } from "../ports.ts";

/**
 * The phrase that Anvil and Hardhat print at each start. Everybody knows these keys, so whoever
 * signs in with one shares the account with the world: on a local network that is the point,
 * anywhere else it would be a trap.
 */
const DEVELOPMENT_MNEMONIC = "test test test test test test test test test test test junk";

const PEOPLE = ["Alice", "Bob", "Carol", "Dave"] as const;

/**
 * Fixed development accounts that sign without any window.
 *
 * @throws ParleyError `wallet.unavailable` on any network but the local one.
 */
export function createTestWallets(config: PublicConfig): Wallets {
  if (config.xmtp.env !== "local" || !config.testWallets) {
    throw new ParleyError("wallet.unavailable", "Test wallets exist on a local network only");
  }
  const accounts = new Map(PEOPLE.map((name, addressIndex) => [optionId(name), addressIndex]));
  return {
    onOptions: (listener) => {
      listener(PEOPLE.map(toOption));
      return () => undefined;
    },
    connect: async (id) => {
      const addressIndex = accounts.get(id);
      if (addressIndex === undefined) {
        throw new ParleyError("wallet.unavailable", "There is no such test wallet");
      }
      // Deriving keys takes 29 kB of code, which the dialog can open without.
      const { mnemonicToAccount } = await import("viem/accounts");
      return toWallet(id, mnemonicToAccount(DEVELOPMENT_MNEMONIC, { addressIndex }));
    },
  };
}

function optionId(name: string): string {
  return `test:${name.toLowerCase()}`;
}

function toOption(name: string): WalletOption {
  return { id: optionId(name), name, kind: "test" };
}

function toWallet(id: string, account: HDAccount): Wallet {
  const address: Address = parseAddress(account.address);
  return {
    optionId: id,
    address,
    signMessage: async (request) => {
      if (request.address !== address) {
        throw new ParleyError("wallet.wrong-account", "This test wallet has one account");
      }
      return account.signMessage({ message: request.text });
    },
    onChange: () => () => undefined,
    disconnect: async () => undefined,
  };
}

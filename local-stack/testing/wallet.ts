import { type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import { keccak256, stringToHex } from "viem/utils";
import type { Hex } from "./ask-chain.ts";

/** Whoever signs for an inbox. */
export type Wallet = {
  address: Hex;
  /** For contract wallets: the chain on which they are. */
  chainId?: number;
  /** A text, or bytes in hex that are none. */
  signMessage(request: { message: string | { raw: Hex } }): Promise<Hex>;
};

/** The wallet (EOA) of somebody by that name: the same each time, and known to everybody. */
export function walletOf(name: string): PrivateKeyAccount {
  return privateKeyToAccount(privateKeyOf(name));
}

/** Its key, for wallets that want one. Never give it anything of worth. */
export function privateKeyOf(name: string): Hex {
  return keccak256(stringToHex(`a wallet for tests, of ${name}`));
}

import type { Hex } from "@/lib/identity/core/address.ts";

/** Whom a test's wallet signs as, on the chain where it is: a key's account of viem, or a contract. */
export type WalletAccount = {
  readonly address: Hex;
  signMessage(request: { message: string; chainId: number }): Promise<Hex>;
};

import type { Hex } from "./address.ts";

/** What an account gave as its signature, and how whoever verifies it has to go about that. */
export type WalletSignature =
  /** Made by the account's own key (EIP-191): verified by arithmetic. */
  | { kind: "eoa"; signature: Hex }
  /** Vouched for by the contract at the account's address (ERC-1271), on that chain only. */
  | { kind: "contract"; signature: Hex; chainId: number };

/** What can go wrong between a person, a wallet and an inbox. */
export type IdentityErrorCode =
  /** The address field is empty. */
  | "address.empty"
  /** Not 0x and 40 hexadecimal digits. */
  | "address.format"
  /** Mixed case that does not match its EIP-55 checksum: most likely a typing error. */
  | "address.checksum"
  /** One's own address where somebody else's is meant. */
  | "address.self"
  /** The wallet answered 4001 (EIP-1193): the user said no. */
  | "wallet.rejected"
  /** The wallet has a request open already (-32002): it waits behind another window. */
  | "wallet.busy"
  /** The wallet went away, or gave no account. */
  | "wallet.unavailable"
  /** The wallet signed with another account than the one that signs in. */
  | "wallet.wrong-account"
  /** The account is a contract, and the contract does not take the signature for its own. */
  | "wallet.not-owner"
  /** The account's contract is on another chain than the wallet: `chainId` is where. */
  | "wallet.wrong-chain"
  /**
   * XMTP did not confirm a contract's signature for `fromChainId`, where it can't be asked from
   * here: it checks no contracts there, or the signer is no owner. On `chainId` it would, if given.
   */
  | "wallet.unconfirmed"
  /** No key's signature, and on `fromChainId`, where the wallet is, the account is no contract. */
  | "wallet.not-deployed"
  /** The wallet can't be made to change to `chainId` from here. */
  | "wallet.no-switch"
  /** The wallet can't promise that several calls happen all or none. */
  | "wallet.not-atomic"
  /** The wallet signs, and sends no transactions from here. */
  | "wallet.no-transactions"
  /** The part of Parley that speaks to wallets could not be loaded. */
  | "wallet.not-loaded"
  /** The wallet failed for a reason of its own, or gave something that is no answer. */
  | "wallet.failed"
  /** The wallet to be added has an inbox of its own, which it would no longer reach. */
  | "identity.has-inbox"
  /** The recovery account can't be removed: nobody could change the inbox after that. */
  | "identity.is-recovery"
  /** The inbox has used up its 256 identity updates: nothing about it can change any more. */
  | "identity.update-limit"
  /** XMTP knows the account by its contract on `chainId`, and takes signatures for no other. */
  | "identity.other-chain"
  /** XMTP knows the account by its key, and takes no signature of a contract for it. */
  | "identity.bound-to-key"
  /** The server that reads `chainId` does not answer: no contract's signature can be checked. */
  | "chain.unreachable"
  /** This installation does not belong to its inbox any more. */
  | "identity.revoked"
  /** A change that was begun is not there any more: its tab led no longer. Begin it anew. */
  | "identity.change-lost";

/** What can go wrong when a wallet is to make a transaction. */
export type TransactionErrorCode =
  /** The wallet, or its chain, takes no such transaction: mostly for want of money. */
  | "transaction.refused"
  /** It was sent, and the chain has not decided about it for ten minutes. */
  | "transaction.slow"
  /** The part of Parley that handles transactions could not be loaded. */
  | "transaction.not-loaded";

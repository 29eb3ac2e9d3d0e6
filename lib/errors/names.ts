/** What can go wrong between a name and the address that it stands for. */
export type NameErrorCode =
  /** No name that anybody could have (ENSIP-15). */
  | "name.invalid"
  /** Nobody has this name, or it points to no address. */
  | "name.unknown"
  /** The name's records are with a server of others (EIP-3668), which is not asked. */
  | "name.off-chain"
  /** The chain's RPC server does not answer, or has no names. */
  | "name.unreachable"
  /** No chain is configured on which names could be looked up. */
  | "name.not-configured";

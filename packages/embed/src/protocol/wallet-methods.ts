/**
 * All that the frame may ask of the page's wallet. What signs or sends is shown to its person by the
 * wallet itself; the rest says where the wallet is and what came of it.
 */
export const WALLET_METHODS = [
  "eth_accounts",
  "eth_requestAccounts",
  "eth_chainId",
  "eth_getCode",
  "personal_sign",
  "eth_signTypedData_v4",
  "eth_sendTransaction",
  "eth_getTransactionReceipt",
  "wallet_sendCalls",
  "wallet_getCallsStatus",
  "wallet_getCapabilities",
  "wallet_switchEthereumChain",
] as const;

/** What wallets tell of by themselves (EIP-1193). */
export const WALLET_EVENTS = ["accountsChanged", "chainChanged", "disconnect"] as const;

export type WalletEvent = (typeof WALLET_EVENTS)[number];

/** Codes of EIP-1193 and JSON-RPC. */
export const REFUSED_BY_PERSON = 4001;
export const UNSUPPORTED_METHOD = 4200;
export const NO_WALLET = 4900;
export const INTERNAL_ERROR = -32_603;

/** Chains by the names that their people use; a name needs no translation. */
const NAMES: Readonly<Record<number, string>> = {
  1: "Ethereum",
  10: "OP Mainnet",
  100: "Gnosis",
  137: "Polygon",
  324: "ZKsync Era",
  480: "World Chain",
  8453: "Base",
  42161: "Arbitrum One",
  59144: "Linea",
  84532: "Base Sepolia",
  11155111: "Sepolia",
};

/** What a chain is called; undefined for one that is not known by name here. */
export function chainName(chainId: number): string | undefined {
  return NAMES[chainId];
}

/** Whether a chain is one for development: all of those have this number. */
export function isLocalChain(chainId: number): boolean {
  return chainId === 31_337;
}

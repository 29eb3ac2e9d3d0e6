/** What a chain's own coin is called, and its smallest unit. */
export type Coin = { symbol: string; decimals: number };

const ETHER: Coin = { symbol: "ETH", decimals: 18 };

const COINS: Readonly<Record<number, Coin>> = {
  1: ETHER,
  10: ETHER,
  100: { symbol: "xDAI", decimals: 18 },
  137: { symbol: "POL", decimals: 18 },
  324: ETHER,
  480: ETHER,
  8453: ETHER,
  31337: ETHER,
  42161: ETHER,
  59144: ETHER,
  84532: ETHER,
  11155111: ETHER,
};

/** Where people look transactions up, by chain: each site's own host, known by heart. */
const EXPLORERS: Readonly<Record<number, string>> = {
  1: "etherscan.io",
  10: "optimistic.etherscan.io",
  100: "gnosisscan.io",
  137: "polygonscan.com",
  324: "explorer.zksync.io",
  480: "worldscan.org",
  8453: "basescan.org",
  42161: "arbiscan.io",
  59144: "lineascan.build",
  84532: "sepolia.basescan.org",
  11155111: "sepolia.etherscan.io",
};

/** The coin in which a chain's values are; undefined where nobody here knows it. */
export function coinOf(chainId: number): Coin | undefined {
  return COINS[chainId];
}

/** Where a transaction can be looked up, with the host that is asked; undefined for other chains. */
export function explorerLink(
  chainId: number,
  hash: string,
): { href: string; host: string } | undefined {
  const host = EXPLORERS[chainId];
  return host ? { host, href: `https://${host}/tx/${hash}` } : undefined;
}

/**
 * A chain id as apps write it: a number, decimal or hexadecimal, alone or after `eip155:`
 * (CAIP-2). Undefined for what is no number of a chain.
 */
export function parseChainId(text: string): number | undefined {
  const number = text.trim().replace(/^eip155:/i, "");
  if (!/^(?:0x[0-9a-f]{1,13}|[0-9]{1,15})$/i.test(number)) return undefined;
  const chainId = Number(number);
  return chainId > 0 && Number.isSafeInteger(chainId) ? chainId : undefined;
}

import { custom } from "viem";
import { type Config, type CreateConnectorFn, createConfig } from "wagmi";
import type { PublicConfig } from "@/lib/config/public-config.ts";
import { coinOf } from "@/lib/transactions/core/networks.ts";
import { chainName } from "../core/chain-name.ts";

type ConfigChain = Config["chains"][number];

/**
 * A wagmi configuration that talks to wallets and to nothing else: it remembers nothing
 * (`AccountMemory` does) and its transports refuse, because viem's defaults would ask public
 * RPC servers of others.
 */
export function createWagmiConfig(
  { chains }: Pick<PublicConfig, "chains">,
  connector: CreateConnectorFn,
  options: { discoversWallets: boolean },
): Config {
  const [first = MAINNET, ...rest] = chains.map(toChain);
  const all = [first, ...rest] as const;
  return createConfig({
    chains: all,
    connectors: [connector],
    transports: Object.fromEntries(all.map(({ id }) => [id, noTransport])),
    multiInjectedProviderDiscovery: options.discoversWallets,
    storage: null,
  });
}

const ETHER = { name: "Ether", symbol: "ETH", decimals: 18 };

/** Nothing is asked of it, and no wallet told of it: wagmi wants a chain where none is configured. */
const MAINNET: ConfigChain = {
  id: 1,
  name: "Ethereum",
  nativeCurrency: ETHER,
  rpcUrls: { default: { http: [] } },
};

function toChain({ chainId, rpcUrl }: PublicConfig["chains"][number]): ConfigChain {
  return {
    id: chainId,
    name: chainName(chainId) ?? `Chain ${chainId}`,
    nativeCurrency: coinNamed(coinOf(chainId)?.symbol),
    rpcUrls: { default: { http: [rpcUrl] } },
  };
}

function coinNamed(symbol = ETHER.symbol): typeof ETHER {
  return symbol === ETHER.symbol ? ETHER : { name: symbol, symbol, decimals: ETHER.decimals };
}

const noTransport = custom({
  request: async () => {
    throw new Error("Wallets are asked through their connector");
  },
});

import { isOwnNetwork } from "./own-network.ts";
import type { AppConfig } from "./parse-config.ts";
import type { ChainRpc, XmtpEnv } from "./settings.ts";

/** Exactly what every visitor's browser is told. */
export type PublicConfig = {
  xmtp: { env: XmtpEnv; apiUrl?: string; gatewayUrl?: string; historyUrl: string };
  chains: ChainRpc[];
  /** Asked in this order, after the archive's own. */
  ipfsGatewayUrls: readonly string[];
  /** Where files are sent to; without it none can be sent. `maxFileBytes` is of the file itself. */
  archive?: { gatewayUrl: string; maxFileBytes: number };
  /** Whether calls have a relay to go through where they can't go directly. */
  hasRelay?: true;
  /** Who tells a device its address outside, for calls; it carries nothing of them. */
  stunUrls?: readonly string[];
  walletConnectProjectId?: string;
  /** The fixed development accounts: their keys are public, so on a network of one's own only. */
  testWallets: boolean;
};

/** Gives the part of the configuration that the browser may know; built by name, never by copy. */
export function publicConfig(config: AppConfig): PublicConfig {
  const { env, apiUrl, gatewayUrl, historyUrl } = config.xmtp;
  return {
    xmtp: { env, historyUrl, ...(apiUrl && { apiUrl }), ...(gatewayUrl && { gatewayUrl }) },
    chains: config.chains.map(({ chainId, rpcUrl }) => ({ chainId, rpcUrl })),
    ipfsGatewayUrls: [...config.ipfsGatewayUrls],
    ...(config.archive && {
      archive: {
        gatewayUrl: config.archive.gatewayUrl,
        maxFileBytes: config.archive.maxFileBytes,
      },
    }),
    ...(config.walletConnectProjectId && {
      walletConnectProjectId: config.walletConnectProjectId,
    }),
    ...(config.relay && { hasRelay: true as const }),
    ...(config.stunUrls.length > 0 && { stunUrls: [...config.stunUrls] }),
    testWallets: isOwnNetwork(config.xmtp),
  };
}

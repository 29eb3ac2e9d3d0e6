import { type Backend, BackendBuilder, XmtpEnv } from "@xmtp/wasm-bindings";
import type { XmtpEnv as XmtpEnvName } from "@/lib/config/settings.ts";

/** Which XMTP network, and where: the part of the public configuration that the engine needs. */
export type XmtpNetwork = {
  env: XmtpEnvName;
  /** V3 environments; the engine knows the default of each. */
  apiUrl?: string;
  /** Environments of the decentralised network, which have no default. */
  gatewayUrl?: string;
  /** Where devices of one inbox leave encrypted history for each other. */
  historyUrl: string;
};

const ENV_NUMBERS: Record<XmtpEnvName, XmtpEnv> = {
  local: XmtpEnv.Local,
  dev: XmtpEnv.Dev,
  production: XmtpEnv.Production,
  "testnet-staging": XmtpEnv.TestnetStaging,
  "testnet-dev": XmtpEnv.TestnetDev,
  testnet: XmtpEnv.Testnet,
  mainnet: XmtpEnv.Mainnet,
};

/** The connection settings in the engine's form. No request is made. */
export function toBackend(network: XmtpNetwork): Backend {
  // Each setter consumes the builder and gives another one.
  let builder = new BackendBuilder(ENV_NUMBERS[network.env]);
  if (network.apiUrl) builder = builder.setApiUrl(network.apiUrl);
  if (network.gatewayUrl) builder = builder.setGatewayHost(network.gatewayUrl);
  return builder.build();
}

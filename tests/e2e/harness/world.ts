import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type ChainRpc, SETTING_NAMES } from "../../../lib/config/settings.ts";
import { type AppOptions, launchApp } from "../../../scripts/launch/app.ts";
import type { Child } from "../../../scripts/launch/child.ts";
import { freePorts } from "../../../scripts/launch/ports.ts";
import { type HostSites, startHostSites } from "./host-sites.ts";
import { type Network, startNetwork } from "./network.ts";

/** A network and the production build of the app against it, on ports of their own. */
export type World = {
  readonly appUrl: string;
  readonly network: Network;
  /** The app's own server. */
  readonly app: AppServer;
  /** Other sites, with the app in their pages or not. */
  readonly hosts: HostSites;
  /** Where pages may go: the app, the network and those sites, by origin. */
  readonly origins: readonly string[];
  /** For profiles of browsers and whatever else a test keeps on disk. */
  readonly dataDir: string;
  close(): Promise<void>;
};

/** It comes back on the same port; starting it while it runs does nothing. */
export type AppServer = { stop(): Promise<void>; start(): Promise<void> };

type WorldOptions = { chains?: ChainRpc[]; gateways?: readonly string[] };

/**
 * Starts both, on `chains` instead of a chain of the network's own, with `gateways` of IPFS. Needs a
 * finished `next build`.
 */
export async function startWorld({
  chains = [],
  gateways = [],
}: WorldOptions = {}): Promise<World> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "parley-e2e-"));
  const [network, hosts, [port = 0]] = await Promise.all([
    startNetwork(dataDir, chains),
    startHostSites(),
    freePorts(1),
  ]);
  const env = {
    ...settingsFor(network, port, dataDir),
    CHAIN_RPC_URLS: chains.map(({ chainId, rpcUrl }) => `${chainId}=${rpcUrl}`).join(","),
    IPFS_GATEWAY_URLS: gateways.join(","),
    PARLEY_EMBED_ORIGINS: hosts.allowed.join(","),
  };
  const app = await startApp({ port, dataDir, env });
  const appUrl = `http://localhost:${port}`;
  const { grpcWeb, history, chain, ipfsGateway } = network.ports;
  return {
    appUrl,
    network,
    app,
    hosts,
    origins: [
      appUrl,
      ...hosts.all,
      ...[grpcWeb, history, chain, ipfsGateway].map((each) => `http://localhost:${each}`),
      ...gateways,
    ],
    dataDir,
    close: async () => {
      await Promise.all([app.stop(), network.stop(), hosts.close()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function startApp(options: AppOptions): Promise<AppServer> {
  let running: Child | undefined = await launchApp(options);
  return {
    stop: async () => {
      const ending = running;
      running = undefined;
      await ending?.stop();
    },
    start: async () => {
      running ??= await launchApp(options);
    },
  };
}

/** All settings: those of a developer's own environment or `.env` must not reach a test. */
function settingsFor({ ports }: Network, port: number, dataDir: string): Record<string, string> {
  const unset = Object.fromEntries(SETTING_NAMES.map((name) => [name, ""]));
  return {
    ...unset,
    PARLEY_PORT: String(port),
    PARLEY_DATA_DIR: dataDir,
    XMTP_GRPC_WEB_PORT: String(ports.grpcWeb),
    XMTP_GRPC_PORT: String(ports.grpc),
    XMTP_HISTORY_PORT: String(ports.history),
    PARLEY_CHAIN_PORT: String(ports.chain),
    PARLEY_IPFS_RPC_PORT: String(ports.ipfsRpc),
    PARLEY_IPFS_GATEWAY_PORT: String(ports.ipfsGateway),
  };
}

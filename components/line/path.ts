import type { Connection } from "@/lib/messaging/core/view.ts";

/** What the browser knows of the XMTP network that it was told to use. */
export type Network = { env: string; apiUrl?: string; gatewayUrl?: string };

/** A server between you and them. */
export type PathNode = {
  id: "xmtp";
  env: string;
  runner: "local" | "dev" | "production" | "testnet" | "mainnet" | "unknown";
  /** The host that this browser talks to, when it is known. */
  host?: string;
  state: Connection["kind"];
};

/** The servers that a message passes now, from you to them. */
export function pathOf(network: Network, connection: Connection): PathNode[] {
  const url = URL.parse(network.gatewayUrl ?? network.apiUrl ?? "");
  return [
    {
      id: "xmtp",
      env: network.env,
      runner: runnerOf(network.env, url?.hostname),
      ...(url && { host: url.host }),
      state: connection.kind,
    },
  ];
}

/** Hosts of the networks that one party runs. A setting may name any other in their place. */
const OWN_HOSTS = {
  local: /^(?:localhost|127\.0\.0\.1|\[::1\])$/,
  dev: /\.xmtp\.network$/,
  production: /\.xmtp\.network$/,
};

/** Who runs the server, as far as its name tells: nothing is claimed of a host that is not known. */
function runnerOf(env: string, hostname: string | undefined): PathNode["runner"] {
  if (env === "local" || env === "dev" || env === "production") {
    return hostname === undefined || OWN_HOSTS[env].test(hostname) ? env : "unknown";
  }
  return env === "mainnet" ? env : "testnet";
}

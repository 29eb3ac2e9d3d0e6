import { filesIn } from "@/lib/messaging/core/records.ts";
import type { Connection, TimelineItem } from "@/lib/messaging/core/view.ts";

/** What the browser knows of the XMTP network that it was told to use. */
export type Network = { env: string; apiUrl?: string; gatewayUrl?: string };

/** A server between you and them. */
export type PathNode = XmtpNode | ArchiveNode;

type XmtpNode = {
  id: "xmtp";
  env: string;
  runner: "local" | "dev" | "production" | "testnet" | "mainnet" | "unknown";
  /** The host that this browser talks to, when it is known. */
  host?: string;
  state: Connection["kind"];
};

/** A server that may be asked for files of a conversation, whenever one is loaded. */
export type ArchiveNode = {
  id: `archive ${string}`;
  /** One's own archive, a gateway of the settings, or where the app that sent a file put it. */
  role: "own" | "gateway" | "linked";
  host: string;
};

/** Who is asked for files by the settings, in this order. */
export type AskedHosts = { archiveHost: string | undefined; hosts: readonly string[] };

/**
 * Everybody who may be asked for the files on the screen, in the order of asking: whoever is set up is
 * asked for what is addressed by its content, and then whom a link names.
 */
export function archivesOf(
  items: readonly TimelineItem[],
  { archiveHost, hosts }: AskedHosts,
): readonly ArchiveNode[] {
  const links = items.flatMap(linksOf);
  const linked = links.flatMap((url) => (/^https?:$/.test(url.protocol) ? url.host : []));
  const asked = links.some(isByContent) ? hosts : [];
  return [...new Set([...asked, ...linked])].map((host) => ({
    id: `archive ${host}`,
    role: host === archiveHost ? "own" : hosts.includes(host) ? "gateway" : "linked",
    host,
  }));
}

function linksOf(item: TimelineItem): URL[] {
  if (item.kind !== "message") return [];
  return filesIn(item.content).flatMap(
    (file) => (file.kind === "remote" && URL.parse(file.url)) || [],
  );
}

/** Whether any gateway may have it (specs.ipfs.tech: by path, by host, `ipfs://`). */
function isByContent({ protocol, pathname, host }: URL): boolean {
  return protocol === "ipfs:" || pathname.startsWith("/ipfs/") || host.includes(".ipfs.");
}

/** The line has little room on a phone. */
const MOST_ARCHIVES = 2;

/** What has a stop of its own on the line, and what shares the last one. */
export function stopsOf(nodes: readonly PathNode[]): {
  stops: readonly PathNode[];
  others: readonly ArchiveNode[];
} {
  const archives = nodes.filter((node) => node.id !== "xmtp");
  if (archives.length <= MOST_ARCHIVES) return { stops: nodes, others: [] };
  const others = archives.slice(MOST_ARCHIVES - 1);
  return { stops: nodes.filter((node) => !others.some(({ id }) => id === node.id)), others };
}

/** The servers that a message passes now, from you to them. */
export function pathOf(network: Network, connection: Connection): XmtpNode[] {
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
function runnerOf(env: string, hostname: string | undefined): XmtpNode["runner"] {
  if (env === "local" || env === "dev" || env === "production") {
    return hostname === undefined || OWN_HOSTS[env].test(hostname) ? env : "unknown";
  }
  return env === "mainnet" ? env : "testnet";
}

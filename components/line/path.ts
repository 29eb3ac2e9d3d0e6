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

/** Where files of a conversation lie: in one's own archive, or where others put theirs. */
type ArchiveNode = {
  id: `archive ${string}`;
  isOwn: boolean;
  host: string;
  state: "live";
};

/** The line has little room on a phone. */
const MOST_ARCHIVES = 2;

/** The archives that the files on the screen lie in, one's own first. */
export function archivesOf(
  items: readonly TimelineItem[],
  ownHost: string | undefined,
): readonly ArchiveNode[] {
  const hosts = new Set(items.flatMap(hostsOf));
  const isOwn = (host: string) => host === ownHost;
  const others = [...hosts].filter((host) => !isOwn(host));
  const shown = ownHost !== undefined && hosts.has(ownHost) ? [ownHost, ...others] : others;
  return shown.slice(0, MOST_ARCHIVES).map((host) => ({
    id: `archive ${host}`,
    isOwn: isOwn(host),
    host,
    state: "live",
  }));
}

function hostsOf(item: TimelineItem): string[] {
  if (item.kind !== "message") return [];
  const { content } = item;
  const said = content.type === "reply" ? content.content : content;
  if (said.type !== "attachments") return [];
  return said.files.flatMap((file) => {
    const url = file.kind === "remote" ? URL.parse(file.url) : null;
    // Of ipfs:// the host would be a CID.
    return url && /^https?:$/.test(url.protocol) ? [url.host] : [];
  });
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

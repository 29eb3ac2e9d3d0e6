import { CID } from "multiformats/cid";
import type { RemoteFile } from "../core/attachment.ts";
import { isReadable } from "../core/unixfs.ts";

export type Gateways = {
  /** The archive's own; asked first. */
  archiveGatewayUrl?: string;
  /** Asked in this order after it. */
  gatewayUrls: readonly string[];
};

/** Where sealed bytes can be asked for. */
export type FileSource =
  /** A trustless gateway: its blocks are verified one by one. Those of the settings may lead elsewhere. */
  | { kind: "gateway"; baseUrl: string; cid: string; mayRedirect: boolean }
  /** Any server: what comes is verified when it is whole. */
  | { kind: "plain"; url: string };

/** Everybody who may have a file, in the order of asking. Nobody for a link that is never followed. */
export function sourcesOf(
  { url: link }: Pick<RemoteFile, "url">,
  { archiveGatewayUrl, gatewayUrls }: Gateways,
  { ownGatewaysOnly = false } = {},
): readonly FileSource[] {
  const own = [...(archiveGatewayUrl ? [archiveGatewayUrl] : []), ...gatewayUrls].map(withoutSlash);
  const url = URL.parse(link);
  const place = url && ipfsPlace(url);
  const isOwn = url && own.some((base) => new URL(base).origin === url.origin);
  const mayFollow = url && !ownGatewaysOnly && (isSafe(url) || isOwn);
  if (!place) return mayFollow ? [{ kind: "plain", url: url.href }] : [];
  const { cid, baseUrl } = place;
  const bases = [...own, ...(baseUrl && mayFollow ? [baseUrl] : [])];
  const gateways = [...new Set(bases)].map((base) => ({
    kind: "gateway" as const,
    baseUrl: base,
    cid,
    // Where somebody else's leads is only seen when it was asked already.
    mayRedirect: own.includes(base),
  }));
  // Not every server with such a path is a trustless gateway.
  const isForeign = mayFollow && !isOwn && url.protocol === "https:";
  return [...gateways, ...(isForeign ? [{ kind: "plain" as const, url: url.href }] : [])];
}

export function hostOf(source: FileSource): string {
  return new URL(source.kind === "gateway" ? source.baseUrl : source.url).host;
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}

/** The whole content of a CID, as gateways and `ipfs:` links write it; undefined for anything else. */
function ipfsPlace(url: URL): { cid: string; baseUrl?: string } | undefined {
  if (url.protocol === "ipfs:") {
    const cid = parseCid(/^ipfs:\/\/(?:ipfs\/)?([a-z0-9]+)\/?$/i.exec(url.href)?.[1]);
    return cid ? { cid } : undefined;
  }
  const byPath = parseCid(/^\/ipfs\/([a-z0-9]+)\/?$/i.exec(url.pathname)?.[1]);
  if (byPath) return { cid: byPath, baseUrl: url.origin };
  const [, label, rest] = /^([a-z0-9]+)\.ipfs\.(.+)$/.exec(url.host) ?? [];
  const byHost = url.pathname === "/" ? parseCid(label) : undefined;
  return byHost && rest ? { cid: byHost, baseUrl: `${url.protocol}//${rest}` } : undefined;
}

function parseCid(text: string | undefined): string | undefined {
  if (!text) return undefined;
  try {
    const cid = CID.parse(text);
    return isReadable(cid) ? text : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether anybody may be sent to that address: with TLS, without a password, by a public name. A
 * stranger's link may not make this browser ask what is in its own network.
 */
function isSafe(url: URL): boolean {
  return url.protocol === "https:" && !url.username && !url.password && isPublicName(url.hostname);
}

const OWN_NAMES =
  /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|home\.arpa|onion|test)$/;

function isPublicName(hostname: string): boolean {
  const name = hostname.replace(/\.$/, "");
  const isAddress = name.startsWith("[") || /^[\d.]+$/.test(name);
  return !isAddress && name.includes(".") && !OWN_NAMES.test(name);
}

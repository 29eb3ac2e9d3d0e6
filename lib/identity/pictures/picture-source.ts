import { isAddress } from "viem/utils";
import { ParleyError } from "@/lib/errors/base.ts";
import type { Hex } from "../core/address.ts";

/** A token that is used as a picture (CAIP-22, CAIP-29). */
export type PictureToken = {
  chainId: number;
  standard: "erc721" | "erc1155";
  contract: Hex;
  tokenId: bigint;
};

/** Where the `avatar` text of a name says that the picture is (ENSIP-12). */
export type PictureSource =
  | { kind: "url"; url: string }
  /** Path on a gateway: `ipfs/<cid>/…` or `ipns/<name>/…`. */
  | { kind: "ipfs"; path: string }
  | { kind: "data"; url: string }
  | { kind: "token"; token: PictureToken };

/** Reads an `avatar` text; undefined for what names no place that is known here. */
export function parsePictureSource(text: string): PictureSource | undefined {
  const trimmed = text.trim();
  if (/^data:image\//i.test(trimmed)) return { kind: "data", url: trimmed };
  if (/^https?:\/\//i.test(trimmed)) return { kind: "url", url: trimmed };
  const path = ipfsPath(trimmed);
  if (path) return { kind: "ipfs", path };
  const token = parseToken(trimmed);
  return token && { kind: "token", token };
}

function ipfsPath(text: string): string | undefined {
  const match = /^(?:(ipfs|ipns):\/\/|\/(?=ip[fn]s\/))(?:(ipfs|ipns)\/)?(.+)$/i.exec(text);
  const [, scheme, inner, rest] = match ?? [];
  const root = (inner ?? scheme)?.toLowerCase();
  // A path that climbs would end somewhere else on the gateway.
  if (!root || !rest || !/^[a-z0-9][^?#\\]*$/i.test(rest) || /(^|\/)\.{1,2}(\/|$)/.test(rest)) {
    return undefined;
  }
  return `${root}/${rest.split("/").map(encodeSegment).join("/")}`;
}

/** As it stands in a URL, whether it was written encoded or not. */
function encodeSegment(segment: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(segment));
  } catch {
    return encodeURIComponent(segment);
  }
}

function parseToken(text: string): PictureToken | undefined {
  const match =
    /^eip155:(\d{1,15})\/(erc721|erc1155):(0x[0-9a-f]{40})\/(\d{1,78}|0x[0-9a-f]{1,64})$/i.exec(
      text,
    );
  const [, chainId, standard, contract, tokenId] = match ?? [];
  if (!chainId || !standard || !contract || !tokenId || !isAddress(contract, { strict: false })) {
    return undefined;
  }
  return {
    chainId: Number(chainId),
    standard: standard.toLowerCase() as PictureToken["standard"],
    contract: contract as Hex,
    tokenId: BigInt(tokenId),
  };
}

export type PictureServers = {
  /** Where IPFS is read, if anywhere; without a slash at its end. */
  ipfsGatewayUrl?: string;
  /** Whether this machine may be asked, without TLS: on a development network only. */
  allowsLocal: boolean;
};

/**
 * The URL that is fetched for a picture or for a token's description. Fails with
 * `picture.no-gateway`, and with `picture.unsupported` for a place that is never asked: an
 * unencrypted one, or one in somebody's own network.
 */
export function fetchedUrl(
  source: Extract<PictureSource, { kind: "url" | "ipfs" }>,
  { ipfsGatewayUrl, allowsLocal }: PictureServers,
): string {
  if (source.kind === "ipfs") {
    if (ipfsGatewayUrl) return `${ipfsGatewayUrl}/${source.path}`;
    throw new ParleyError("picture.no-gateway", "No IPFS gateway is configured");
  }
  const url = URL.parse(source.url);
  if (url && isAsked(url, allowsLocal)) return url.href;
  throw new ParleyError("picture.unsupported", "This server is never asked");
}

function isAsked(url: URL, allowsLocal: boolean): boolean {
  if (url.username || url.password) return false;
  const host = url.hostname.replace(/\.$/, "");
  if (isOwnMachine(host)) return allowsLocal;
  return url.protocol === "https:" && !isOwnNetwork(host);
}

function isOwnMachine(host: string): boolean {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(host);
}

/** Addresses that no public server has (RFC 6890), as the start of four numbers. */
const OWN_ADDRESSES =
  /^(?:0|10|127|169\.254|172\.(?:1[6-9]|2\d|3[01])|192\.168|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
const OWN_NAMES = /\.(?:local|internal|lan|home|home\.arpa)$/;

/**
 * Whether a host is in the network of whoever looks: a stranger's text may not make this browser
 * ask their router. What a public name resolves to can't be known here.
 */
function isOwnNetwork(host: string): boolean {
  if (host.startsWith("[")) return true;
  if (/^\d+(?:\.\d+){3}$/.test(host)) return OWN_ADDRESSES.test(host);
  return !host.includes(".") || OWN_NAMES.test(host);
}

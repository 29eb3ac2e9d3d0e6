/** Loopback, RFC 1918 and link-local (RFC 3927), as the URL parser writes IPv4. */
const PRIVATE_IPV4 = /^(127\.\d+|10\.\d+|192\.168|172\.(1[6-9]|2\d|3[01])|169\.254)\.\d+\.\d+$/;
/** Loopback, RFC 4193 and link-local (RFC 4291). */
const PRIVATE_IPV6 = /^\[(::1|f[cd][0-9a-f]{2}:.*|fe80:.*)\]$/;
/** A single word, or a name that no public DNS answers (RFC 6761, 6762, 8375). */
const PRIVATE_NAME = /^[^.[]+$|\.(localhost|local|internal|test|home\.arpa)$/;

/** Whether a URL leads to this machine or a network of one's own, as far as its host tells. */
function isOwn(url: string): boolean {
  const { hostname } = new URL(url);
  return [PRIVATE_IPV4, PRIVATE_IPV6, PRIVATE_NAME].some((pattern) => pattern.test(hostname));
}

/**
 * Whether an XMTP network is one for development: the `local` environment on servers of one's
 * own. `local` with the URL of a public node speaks to that node's network, to real people.
 */
export function isOwnNetwork(network: {
  env: string;
  apiUrl?: string;
  gatewayUrl?: string;
}): boolean {
  const { env, apiUrl, gatewayUrl } = network;
  return env === "local" && [apiUrl, gatewayUrl].every((url) => url === undefined || isOwn(url));
}

/** Which way media take: read from the candidate pair in use (W3C webrtc-stats), never guessed. */

export type CandidateFacts = {
  type: "host" | "srflx" | "prflx" | "relay";
  protocol: "udp" | "tcp";
  /** How this device reaches its relay; the other side's is not known here. */
  relayProtocol?: "udp" | "tcp" | "tls";
  /** The relay that this device asked for it. */
  url?: string;
  /** Left out where the browser hides it (mDNS). */
  address?: string;
};

export type CallPath =
  /** No server hears or sees anything of it. */
  | { kind: "direct"; how: "same-network" | "through-nat" }
  | {
      kind: "relayed";
      /** Whose relay; both when each side came by one. */
      by: "own" | "theirs" | "both";
      over: "udp" | "tcp" | "tls";
    };

/**
 * What a pair says of the path. `prflx` alone does not mean direct: a relay may stand behind the
 * other side's address, which is why either candidate being a relay decides.
 */
export function pathOf(local: CandidateFacts, remote: CandidateFacts): CallPath {
  const isOwn = local.type === "relay";
  const isTheirs = remote.type === "relay";
  if (isOwn || isTheirs) {
    const by = isOwn && isTheirs ? "both" : isOwn ? "own" : "theirs";
    return { kind: "relayed", by, over: isOwn ? (local.relayProtocol ?? "udp") : local.protocol };
  }
  return { kind: "direct", how: isNear(local) && isNear(remote) ? "same-network" : "through-nat" };
}

/** A host candidate is of the network that its device is in; of a hidden address nothing else is known. */
function isNear({ type, address }: CandidateFacts): boolean {
  if (type === "host") return true;
  return type === "prflx" && address !== undefined && isPrivate(address);
}

/** RFC 1918, RFC 3927, RFC 4193, RFC 4291 (link-local), loopback. */
function isPrivate(address: string): boolean {
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|127\.|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:|::1$)/i.test(
    address,
  );
}

export type CallQuality = "good" | "fair" | "poor";

export type QualityFacts = {
  roundTripMs?: number;
  /** Of what was sent or should have come lately, from 0 to 1. */
  lostFraction: number;
  jitterMs?: number;
};

/** In words what one hears: ITU-T G.114 calls up to 150 ms one way fine, above 400 ms unusable. */
export function qualityOf({
  roundTripMs = 0,
  lostFraction,
  jitterMs = 0,
}: QualityFacts): CallQuality {
  if (roundTripMs > 600 || lostFraction > 0.08 || jitterMs > 80) return "poor";
  if (roundTripMs > 300 || lostFraction > 0.02 || jitterMs > 30) return "fair";
  return "good";
}

/** What a network lets through, told from what was tried in it. */

import type { CandidateFacts } from "./path.ts";

export type RelayOver = "udp" | "tcp" | "tls";

/** One way to a relay, and how it answered. */
export type RelayAnswer = { host: string; over: RelayOver } & (
  | { kind: "answers"; afterMs: number }
  | { kind: "refuses" }
  | { kind: "silent" }
);

export type FoundCandidate = Pick<CandidateFacts, "type" | "protocol" | "address">;

export type ConnectionFacts = {
  /** What this device would offer in a call. */
  candidates: readonly FoundCandidate[];
  relays: readonly RelayAnswer[];
  /**
   * Of one socket: the ports outside that a server told of, and the one that it was seen to have when
   * it sent to an address at the relay.
   */
  ports?: { told: readonly number[]; seen: number };
};

/** What stands between this device and everybody else. */
export type NatKind =
  /** Nothing: the address outside is the device's own. */
  | "none"
  /** One port outside, whomever it speaks with: others find in by it (RFC 4787, endpoint-independent). */
  | "keeps-port"
  /** Another port for each whom it speaks with: what one learns is of no use to the next. */
  | "changes-port"
  /** No UDP comes through. */
  | "no-udp"
  | "unknown";

/** What calls from here come to. */
export type Outlook =
  | "direct"
  /** An address outside is known, and not whether others find in by it: most do. */
  | "likely"
  | "relayed"
  | "same-network";

export type ConnectionReport = ConnectionFacts & {
  nat: NatKind;
  outlook: Outlook;
  /** `none`: this Parley has none; `no-access`: it has, and did not let this device in. */
  relay: "none" | "no-access" | "asked";
};

const RELAY_URL = /^(turns?):([^:?]+)(?::\d+)?(?:\?transport=(udp|tcp))?$/i;

/** Where the URL of a relay (RFC 7065) leads, and over what. */
export function relayWay(url: string): { host: string; over: RelayOver } | undefined {
  const [, scheme, host, transport] = RELAY_URL.exec(url) ?? [];
  if (!scheme || !host) return undefined;
  if (scheme.toLowerCase() === "turns") return { host, over: "tls" };
  return { host, over: transport?.toLowerCase() === "tcp" ? "tcp" : "udp" };
}

export function reportOf(facts: ConnectionFacts, hasRelay: boolean): ConnectionReport {
  const nat = natOf(facts);
  const relay = facts.relays.length > 0 ? "asked" : hasRelay ? "no-access" : "none";
  return { ...facts, nat, outlook: outlookOf(nat, facts), relay };
}

function natOf({ candidates, relays, ports }: ConnectionFacts): NatKind {
  const overUdp = relays.filter(({ over }) => over === "udp");
  const outside = candidates.filter(({ type, protocol }) => type === "srflx" && protocol === "udp");
  if (outside.length === 0) {
    if (overUdp.some(({ kind }) => kind === "answers")) return "none";
    return overUdp.some(({ kind }) => kind === "silent") && relays.some(isThere)
      ? "no-udp"
      : "unknown";
  }
  if (!ports || ports.told.length === 0) return "unknown";
  return ports.told.includes(ports.seen) ? "keeps-port" : "changes-port";
}

/** Also one that refuses was reached. */
const isThere = ({ kind }: RelayAnswer) => kind !== "silent";

function outlookOf(nat: NatKind, { relays, candidates }: ConnectionFacts): Outlook {
  if (nat === "none" || nat === "keeps-port") return "direct";
  if (relays.some(({ kind }) => kind === "answers")) return "relayed";
  const isSeen = candidates.some(({ type }) => type === "srflx");
  return nat === "unknown" && isSeen ? "likely" : "same-network";
}

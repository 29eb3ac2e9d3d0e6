import type { CandidateFacts } from "./path.ts";

/** Counted since the call began (W3C webrtc-stats). */
export type Counted = { bytesReceived: number; bytesSent: number; atMs: number };

/** What a connection carries, as its browser names it: `audio/opus`, `video/VP8`. */
export type CallCodecs = { received: readonly string[]; sent: readonly string[] };

/** What is told of a call to whoever wants to know all of it. */
export type CallDetails = {
  roundTripMs?: number;
  /** Of what should have come lately, from 0 to 1. */
  lostFraction: number;
  jitterMs?: number;
  /** Left out at the first look. */
  receivedBitsPerS?: number;
  sentBitsPerS?: number;
  codecs: readonly string[];
  /** Relays that media pass, by their hosts; none of a direct call. */
  relays: readonly { whose: "own" | "theirs"; host: string }[];
  /** Hosts that this device asked for its address outside, or for one of theirs. */
  asked: readonly string[];
};

/** Bits a second between two looks; undefined where no time passed, or the counting began anew. */
export function ratesBetween(
  before: Counted | undefined,
  now: Counted,
): { receivedBitsPerS: number; sentBitsPerS: number } | undefined {
  const elapsedMs = before ? now.atMs - before.atMs : 0;
  if (!before || elapsedMs <= 0) return undefined;
  const rate = (name: "bytesReceived" | "bytesSent") =>
    Math.max(0, Math.round(((now[name] - before[name]) * 8_000) / elapsedMs));
  return { receivedBitsPerS: rate("bytesReceived"), sentBitsPerS: rate("bytesSent") };
}

/** Codecs by their names, each once; what only helps them is left out (RFC 4588, RFC 5109). */
export function codecNames({ received, sent }: CallCodecs): readonly string[] {
  const names = [...received, ...sent].map((type) => type.split("/")[1] ?? type);
  const helpers = /^(?:rtx|red|ulpfec|flexfec-03|telephone-event|cn)$/i;
  return [...new Set(names.filter((name) => !helpers.test(name)))];
}

/** The relays of a pair: one's own by its name, that of the other side by where it is seen. */
export function relaysOf(local: CandidateFacts, remote: CandidateFacts): CallDetails["relays"] {
  const own = local.type === "relay" ? hostOf(local.url) : undefined;
  const theirs = remote.type === "relay" ? remote.address : undefined;
  return [
    ...(own !== undefined ? [{ whose: "own" as const, host: own }] : []),
    ...(theirs !== undefined ? [{ whose: "theirs" as const, host: theirs }] : []),
  ];
}

/** The hosts of servers that candidates came from, each once. */
export function hostsOf(urls: readonly string[]): readonly string[] {
  return [...new Set(urls.flatMap((url) => hostOf(url) ?? []))];
}

/** Of a STUN or TURN URI (RFC 7064, RFC 7065). */
function hostOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : /^(?:stun|turn)s?:(\[[^\]]+\]|[^:?]+)/i.exec(url)?.[1];
}

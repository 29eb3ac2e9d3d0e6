import type { CandidateFacts } from "../core/path.ts";
import type { PeerReading } from "../ports.ts";

type Stats = { readonly [name: string]: unknown };

/** What was lost is told of the time since the last look, not of the whole call. */
export function statsReader(connection: RTCPeerConnection): () => Promise<PeerReading | undefined> {
  let before = { received: 0, lost: 0 };

  return async () => {
    const report = await connection.getStats();
    const all = [...(report as unknown as Map<string, Stats>).values()];
    const byId = (id: unknown) => all.find((each) => each.id === id);
    const pair = pairInUse(all, byId);
    const local = toFacts(byId(pair?.localCandidateId));
    const remote = toFacts(byId(pair?.remoteCandidateId));
    if (!pair || !local || !remote) return undefined;
    const incoming = all.filter(({ type }) => type === "inbound-rtp");
    const now = {
      received: sum(incoming, "packetsReceived"),
      lost: sum(incoming, "packetsLost"),
    };
    const lost = Math.max(0, now.lost - before.lost);
    const expected = now.received - before.received + lost;
    before = now;
    const roundTripS = pair.currentRoundTripTime;
    const jitterS = Math.max(0, ...incoming.map(({ jitter }) => Number(jitter ?? 0)));
    return {
      local,
      remote,
      asked: all.flatMap(({ type, url }) =>
        type === "local-candidate" && typeof url === "string" && url !== "" ? [url] : [],
      ),
      counted: {
        bytesReceived: Number(pair.bytesReceived ?? 0),
        bytesSent: Number(pair.bytesSent ?? 0),
        atMs: Number(pair.timestamp ?? 0),
      },
      codecs: {
        received: codecsOf(incoming, byId),
        sent: codecsOf(
          all.filter(({ type }) => type === "outbound-rtp"),
          byId,
        ),
      },
      quality: {
        ...(typeof roundTripS === "number" && { roundTripMs: Math.round(roundTripS * 1_000) }),
        lostFraction: expected > 0 ? lost / expected : 0,
        jitterMs: jitterS * 1_000,
      },
    };
  };
}

/** By the transport; a browser that tells of none has one pair that is nominated. */
function pairInUse(
  all: readonly Stats[],
  byId: (id: unknown) => Stats | undefined,
): Stats | undefined {
  const transport = all.find(({ type }) => type === "transport");
  return (
    byId(transport?.selectedCandidatePairId) ??
    all.find(
      ({ type, nominated, state }) =>
        type === "candidate-pair" && nominated === true && state === "succeeded",
    )
  );
}

function toFacts(candidate: Stats | undefined): CandidateFacts | undefined {
  if (!candidate) return undefined;
  const { candidateType, protocol, relayProtocol, address, url } = candidate;
  return {
    type: candidateType as CandidateFacts["type"],
    protocol: protocol === "tcp" ? "tcp" : "udp",
    ...(isRelayProtocol(relayProtocol) && { relayProtocol }),
    ...(typeof url === "string" && url !== "" && { url }),
    ...(typeof address === "string" && address !== "" && { address }),
  };
}

/** Of the lines that carry something. */
function codecsOf(
  lines: readonly Stats[],
  byId: (id: unknown) => Stats | undefined,
): readonly string[] {
  return lines
    .filter((line) => Number(line.bytesReceived ?? line.bytesSent ?? 0) > 0)
    .flatMap(({ codecId }) => {
      const { mimeType } = byId(codecId) ?? {};
      return typeof mimeType === "string" ? [mimeType] : [];
    });
}

function isRelayProtocol(value: unknown): value is "udp" | "tcp" | "tls" {
  return value === "udp" || value === "tcp" || value === "tls";
}

function sum(all: readonly Stats[], name: string): number {
  return all.reduce((total, each) => total + Number(each[name] ?? 0), 0);
}

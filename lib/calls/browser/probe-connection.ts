import {
  type ConnectionFacts,
  type FoundCandidate,
  type RelayAnswer,
  relayWay,
} from "../core/connection-report.ts";
import type { ProbeConnection, RelayServer } from "../ports.ts";
import { iceServersOf } from "./ice-servers.ts";

/** What has not answered by then does not. */
const DEADLINE_MS = 8_000;

/** One URL of a relay and what opens it. */
type Way = { urls: string; username?: string; credential?: string };

/**
 * Tries this network: nobody is called, nothing is recorded. Connections of this browser look for
 * candidates, ask each way to the relays by itself, and one sends to itself by a relay.
 */
export const probeConnection: ProbeConnection = async (relays) => {
  const ways = relays.flatMap(({ urls, ...access }) =>
    urls.map((url) => ({ urls: url, ...access })),
  );
  const [candidates, answers, ports] = await Promise.all([
    findCandidates(relays),
    Promise.all(ways.map(askRelay)),
    comparePorts(ways),
  ]);
  const asked = answers.filter((answer) => answer !== undefined);
  return { candidates, relays: asked, ...(ports && { ports }) };
};

async function findCandidates(relays: readonly RelayServer[]): Promise<FoundCandidate[]> {
  return withConnection({ iceServers: iceServersOf(relays) }, async (connection) => {
    const found: FoundCandidate[] = [];
    connection.addEventListener("icecandidate", ({ candidate }) => {
      const { type, protocol, address } = candidate ?? {};
      if (!type || !candidate?.candidate) return;
      found.push({
        type,
        protocol: protocol ?? "udp",
        ...(address && !address.endsWith(".local") && { address }),
      });
    });
    await gather(connection, () => undefined);
    return found;
  });
}

async function askRelay(way: Way): Promise<RelayAnswer | undefined> {
  const where = relayWay(way.urls);
  if (!where) return undefined;
  const options: RTCConfiguration = { iceServers: [way], iceTransportPolicy: "relay" };
  return withConnection(options, async (connection) => {
    const begunMs = performance.now();
    let isRefused = false;
    connection.addEventListener("icecandidateerror", ({ errorCode }) => {
      // 701 is of the browser itself: nobody answered.
      if (errorCode >= 300 && errorCode < 700) isRefused = true;
    });
    const afterMs = await gather(connection, ({ type }) =>
      type === "relay" ? Math.round(performance.now() - begunMs) : undefined,
    );
    if (afterMs !== undefined) return { ...where, kind: "answers", afterMs };
    return { ...where, kind: isRefused ? "refuses" : "silent" };
  });
}

/** Sends from here to an address at the relay, where it is seen from which port that comes (RFC 5780 by other means). */
async function comparePorts(ways: readonly Way[]): Promise<ConnectionFacts["ports"]> {
  const way = ways.find(({ urls }) => relayWay(urls)?.over === "udp");
  if (!way) return undefined;
  const outer = {
    iceServers: [{ urls: way.urls.replace(/^turn:/i, "stun:").split("?")[0] ?? "" }],
  };
  const inner: RTCConfiguration = { iceServers: [way], iceTransportPolicy: "relay" };
  return withConnection(outer, (here) =>
    withConnection(inner, async (there) => {
      const told: number[] = [];
      here.addEventListener("icecandidate", ({ candidate }) => {
        if (candidate?.type === "srflx" && candidate.port) told.push(candidate.port);
      });
      for (const [one, other] of [
        [here, there],
        [there, here],
      ] as const) {
        one.addEventListener("icecandidate", ({ candidate }) => {
          if (candidate) void other.addIceCandidate(candidate).catch(() => undefined);
        });
      }
      await here.setLocalDescription();
      await there.setRemoteDescription(here.localDescription ?? { type: "offer" });
      await there.setLocalDescription();
      await here.setRemoteDescription(there.localDescription ?? { type: "answer" });
      await untilConnected(there);
      const seen = await remotePort(there);
      return seen === undefined ? undefined : { told, seen };
    }),
  ).catch(() => undefined);
}

async function remotePort(connection: RTCPeerConnection): Promise<number | undefined> {
  const report = (await connection.getStats()) as unknown as Map<string, Record<string, unknown>>;
  const transport = [...report.values()].find(({ type }) => type === "transport");
  const pair = report.get(String(transport?.selectedCandidatePairId));
  const port = report.get(String(pair?.remoteCandidateId))?.port;
  return typeof port === "number" ? port : undefined;
}

function untilConnected(connection: RTCPeerConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("Nothing came by the relay")), DEADLINE_MS);
    connection.addEventListener("connectionstatechange", () => {
      if (connection.connectionState !== "connected") return;
      clearTimeout(late);
      resolve();
    });
  });
}

/** Looks for candidates until `enough` gives something, all are there, or the time is over. */
function gather<Found>(
  connection: RTCPeerConnection,
  enough: (candidate: RTCIceCandidate) => Found | undefined,
): Promise<Found | undefined> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => resolve(undefined), DEADLINE_MS);
    const end = (found: Found | undefined) => {
      clearTimeout(late);
      resolve(found);
    };
    connection.addEventListener("icecandidate", ({ candidate }) => {
      const found = candidate?.candidate ? enough(candidate) : undefined;
      if (found !== undefined) end(found);
    });
    connection.addEventListener("icegatheringstatechange", () => {
      if (connection.iceGatheringState === "complete") end(undefined);
    });
    connection.setLocalDescription().catch(reject);
  });
}

async function withConnection<Result>(
  options: RTCConfiguration,
  use: (connection: RTCPeerConnection) => Promise<Result>,
): Promise<Result> {
  const connection = new RTCPeerConnection(options);
  // Something to describe: there is nothing to look for otherwise.
  connection.createDataChannel("");
  try {
    return await use(connection);
  } finally {
    connection.close();
  }
}

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Ipfs } from "./ipfs/start-ipfs.ts";
import { VERSION } from "./version.ts";
import type { XmtpNode } from "./xmtp/start-xmtp-node.ts";
import type { StoreCounts } from "./xmtp/store/store.ts";

/** What `GET /health` answers. */
export type Health = {
  /** Whether reads and writes are answered as they should be; false exactly where there are `problems`. */
  ready: boolean;
  /**
   * Why it is not ready, a sentence each: the ports are closed by a restart, libxmtp did not start, the disk
   * failed and nothing is stored any more, a restore or a reset was made by half.
   */
  problems?: readonly string[];
  /** Identities are judged at once; until then, for a second after the start, they wait. */
  warm: boolean;
  version: string;
  uptimeMs: number;
  counts: StoreCounts & { subscriptions: number };
  /** Where an IPFS node runs. */
  ipfs?: { blocks: number; bytes: number; pins: number };
};

/** Answers `GET /health` (503 unless ready); says whether the request was one. */
export function answerHealth(
  request: IncomingMessage,
  response: ServerResponse,
  health: () => Health,
): boolean {
  if (request.method !== "GET" || request.url !== "/health") return false;
  const now = health();
  response.writeHead(now.ready ? 200 : 503, { "content-type": "application/json" });
  response.end(JSON.stringify(now));
  return true;
}

type Watched = {
  node: Pick<XmtpNode, "warm" | "counts" | "problem">;
  ipfs: Ipfs | undefined;
  /** Whether every port answers. */
  areOpen: () => boolean;
  /** What a restore or a reset left by half, as a sentence. */
  halfChanged: () => string | undefined;
};

/** Watches the parts from now on; what it gives says how they are at the moment when it is asked. */
export function createHealth({ node, ipfs, areOpen, halfChanged }: Watched): () => Health {
  const startedAtMs = Date.now();
  let validator: "starting" | "warm" | "failed" = "starting";
  node.warm.then(
    () => {
      validator = "warm";
    },
    () => {
      validator = "failed";
    },
  );
  return () => {
    const problems = [
      areOpen() ? undefined : "The ports are closed, until a restart is done or it is plugged in.",
      validator === "failed" ? "libxmtp did not start, so identities are not judged." : undefined,
      node.problem(),
      halfChanged(),
    ].filter((problem) => problem !== undefined);
    return {
      ready: problems.length === 0,
      ...(problems.length > 0 && { problems }),
      warm: validator === "warm",
      version: VERSION,
      uptimeMs: Date.now() - startedAtMs,
      counts: node.counts(),
      ...(ipfs && { ipfs: ipfs.counts() }),
    };
  };
}

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Ipfs } from "./ipfs/start-ipfs.ts";
import { VERSION } from "./version.ts";
import type { XmtpNode } from "./xmtp/start-xmtp-node.ts";
import type { StoreCounts } from "./xmtp/store/store.ts";

/** What `GET /health` answers, to pages of any site too; `/status` of the control port says more of `problems`. */
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

/** Whether every port answers, or why none does: `lost` where another process has one that was theirs. */
export type PortsState = "open" | "closed" | "restarting" | "unplugged" | "lost";

type Watched = {
  node: Pick<XmtpNode, "warm" | "counts" | "problem">;
  ipfs: Ipfs | undefined;
  ports: () => PortsState;
  /** What a restore or a reset left by half, as a sentence. */
  halfChanged: () => string | undefined;
};

const CLOSED: Readonly<Record<Exclude<PortsState, "open">, string>> = {
  closed: "The ports are closed: the stack starts, or ends.",
  restarting: "The ports are closed until a restart is done.",
  unplugged: "The ports are closed until it is plugged in.",
  lost: "The ports are not back, as another program has one of them: a restart tries it again.",
};

/** `status` tells what any page may not know: paths, and what the disk said. */
const MORE = "`parley-local-stack status` says more.";

/** How the stack is; for pages without what only its owner is to read. */
export type HealthOf = { owner: () => Health; pages: () => Health };

/** Watches the parts from now on; what it gives says how they are at the moment when it is asked. */
export function createHealth({ node, ipfs, ports, halfChanged }: Watched): HealthOf {
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
  const told = (problems: readonly (string | undefined)[]): Health => {
    const there = problems.filter((problem) => problem !== undefined);
    return {
      ready: there.length === 0,
      ...(there.length > 0 && { problems: there }),
      warm: validator === "warm",
      version: VERSION,
      uptimeMs: Date.now() - startedAtMs,
      counts: node.counts(),
      ...(ipfs && { ipfs: ipfs.counts() }),
    };
  };
  const common = () => {
    const state = ports();
    return [
      state === "open" ? undefined : CLOSED[state],
      validator === "failed" ? "libxmtp did not start, so identities are not judged." : undefined,
    ];
  };
  return {
    owner: () => told([...common(), node.problem(), halfChanged()]),
    pages: () =>
      told([
        ...common(),
        node.problem() && `The disk failed, so nothing is stored any more. ${MORE}`,
        halfChanged() && `A restore or a reset was made by half. ${MORE}`,
      ]),
  };
}

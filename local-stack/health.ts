import type { IncomingMessage, ServerResponse } from "node:http";
import type { StoreCounts } from "./xmtp/store/store.ts";

/** What `GET /health` answers. */
export type Health = {
  /** Requests are answered; false while the ports are closed by a restart, or when libxmtp did not start. */
  ready: boolean;
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

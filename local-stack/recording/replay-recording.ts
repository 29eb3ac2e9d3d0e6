import { setTimeout as after } from "node:timers/promises";
import { statusOfCall } from "../testing/node-calls.ts";
import type { Recording } from "./recording-format.ts";

export type ReplayOptions = {
  /** Send each request when it came in the recording, instead of as soon as the one before is answered. */
  inTime?: boolean;
  onProgress?: (done: number, of: number) => void;
};

export type Replayed = {
  /** How many requests were sent. */
  sent: number;
  /** Those that were answered otherwise than in the recording. */
  different: { n: number; rpc: string; recorded: string; now: string }[];
};

/**
 * Sends what was recorded to the node at `url` (gRPC-web), one after the other in the order in which it
 * reached the node then, subscriptions left out. A node that was empty then has the same envelopes
 * in the same order in each topic, and the same inbox logs. Throws `NodeCallError` when there is no
 * node.
 */
export async function replayRecording(
  { requests }: Recording,
  url: string,
  { inTime = false, onProgress = () => {} }: ReplayOptions = {},
): Promise<Replayed> {
  const unary = requests.filter(({ status }) => status !== "stream");
  const startedAtMs = performance.now();
  const different: Replayed["different"] = [];
  for (const [done, { n, ms, rpc, request, status }] of unary.entries()) {
    const early = ms - (performance.now() - startedAtMs);
    if (inTime && early > 0) await after(early);
    const now = await statusOfCall(url, rpc, Buffer.from(request, "base64"));
    if (now !== status) different.push({ n, rpc, recorded: status, now });
    onProgress(done + 1, unary.length);
  }
  return { sent: unary.length, different };
}

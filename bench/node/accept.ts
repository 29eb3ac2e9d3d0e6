import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scenario } from "../lib/measure.ts";
import { connectTo, frameMessage, publish, startEcho } from "./raw-network.ts";
import { startXmtpNode } from "./xmtp-node.ts";

const MESSAGES = 4000;
const IN_FLIGHT = 64;

/** How many times a second `task` completes with `IN_FLIGHT` of them under way. */
async function perSecond(task: () => Promise<void>): Promise<number> {
  let left = MESSAGES;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await task();
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return MESSAGES / ((performance.now() - startedAt) / 1000);
}

/** Messages acknowledged a second, each on disk before its answer; the floor is an HTTP echo. */
export const nodeAccept = scenario({
  rows: [{ name: "node.accepted", unit: "messages/s", better: "more" }],
  async run(log) {
    log(`publishing ${MESSAGES} messages, ${IN_FLIGHT} at a time`);
    const data = await mkdtemp(join(tmpdir(), "parley-bench-"));
    const { urls, stop } = await startXmtpNode(data);
    const node = connectTo(urls.grpc);
    const groupId = randomBytes(16);
    const value = await perSecond(() => publish(node, frameMessage(groupId)));
    await stop();
    await rm(data, { recursive: true, force: true });
    const echo = await startEcho();
    const floor = await perSecond(echo.roundTrip);
    await echo.close();
    return { "node.accepted": { value, floor } };
  },
});

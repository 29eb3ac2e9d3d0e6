import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureAccepted, perSecond } from "../../local-stack/bench/measure-traffic.ts";
import { startMeasuredStack } from "../../local-stack/bench/start-stack.ts";
import { scenario } from "../lib/measure.ts";
import { startEcho } from "./echo.ts";

const MESSAGES = 4000;

async function measureStack(...options: string[]): Promise<number> {
  const data = await mkdtemp(join(tmpdir(), "parley-bench-"));
  try {
    const { urls, stop } = await startMeasuredStack("--only", "xmtp", "--data", data, ...options);
    const rate = await measureAccepted(urls.grpc, MESSAGES);
    await stop();
    return rate;
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

/**
 * Messages acknowledged a second, each on disk before its answer; the floor is an HTTP echo. Seen by
 * the inspector, as on the command line, the floor is the same without it.
 */
export const nodeAccept = scenario({
  rows: [
    { name: "node.accepted", unit: "messages/s", better: "more" },
    { name: "node.accepted.inspected", unit: "messages/s", better: "more" },
  ],
  async run(log) {
    log(`publishing ${MESSAGES} messages, seen by the inspector and not`);
    const unseen = await measureStack("--no-control");
    const inspected = await measureStack();
    const echo = await startEcho();
    const floor = await perSecond(MESSAGES, echo.roundTrip);
    await echo.close();
    return {
      "node.accepted": { value: unseen, floor },
      "node.accepted.inspected": { value: inspected, floor: unseen },
    };
  },
});

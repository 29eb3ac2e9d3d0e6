import { measureDelivery } from "../../local-stack/bench/measure-traffic.ts";
import { startMeasuredStack } from "../../local-stack/bench/start-stack.ts";
import { type Finding, percentile, scenario } from "../lib/measure.ts";
import { startEcho } from "./echo.ts";

const MESSAGES = 200;
const WARM_UP = 20;

async function measureEcho(): Promise<number[]> {
  const echo = await startEcho();
  const samples: number[] = [];
  for (let turn = 0; turn < WARM_UP + MESSAGES; turn += 1) {
    const startedAt = performance.now();
    await echo.roundTrip();
    if (turn >= WARM_UP) samples.push(performance.now() - startedAt);
  }
  await echo.close();
  return samples;
}

/** Publish → delivered; the floor is a plain HTTP echo of the same size. */
export const nodeDeliver = scenario({
  rows: [
    { name: "node.deliver.1.p50", unit: "ms", better: "less" },
    { name: "node.deliver.1.p95", unit: "ms", better: "less" },
    { name: "node.deliver.20.p50", unit: "ms", goal: 5, better: "less" },
    { name: "node.deliver.20.p95", unit: "ms", better: "less" },
    { name: "node.deliver.100.p50", unit: "ms", better: "less" },
    { name: "node.deliver.100.p95", unit: "ms", better: "less" },
    { name: "node.deliver.1000.p50", unit: "ms", better: "less" },
    { name: "node.deliver.1000.p95", unit: "ms", better: "less" },
  ],
  async run(log) {
    const { urls, stop } = await startMeasuredStack("--only", "xmtp");
    const echo = await measureEcho();
    const both = async (count: number): Promise<[Finding, Finding]> => {
      log(`publishing ${MESSAGES} messages to ${count} subscriber${count === 1 ? "" : "s"}`);
      const delays = await measureDelivery(urls.grpc, count, MESSAGES);
      const at = (share: number): Finding => ({
        value: percentile(delays, share),
        floor: percentile(echo, share),
      });
      return [at(0.5), at(0.95)];
    };
    const one = await both(1);
    const twenty = await both(20);
    const hundred = await both(100);
    const thousand = await both(1000);
    await stop();
    return {
      "node.deliver.1.p50": one[0],
      "node.deliver.1.p95": one[1],
      "node.deliver.20.p50": twenty[0],
      "node.deliver.20.p95": twenty[1],
      "node.deliver.100.p50": hundred[0],
      "node.deliver.100.p95": hundred[1],
      "node.deliver.1000.p50": thousand[0],
      "node.deliver.1000.p95": thousand[1],
    };
  },
});

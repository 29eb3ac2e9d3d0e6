import { randomBytes } from "node:crypto";
import { copyFile, mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { perSecond } from "../../local-stack/bench/measure-traffic.ts";
import { frameMessage } from "../../local-stack/bench/mls-message.ts";
import { median } from "../../local-stack/bench/percentile.ts";
import { RawClient } from "../../local-stack/bench/raw-client.ts";
import { startMeasuredStack } from "../../local-stack/bench/start-stack.ts";
import { scenario } from "../lib/measure.ts";

const MESSAGES = 20_000;
const REPEATS = 5;

async function fill(grpcUrl: string): Promise<void> {
  const client = new RawClient(grpcUrl);
  const groupId = randomBytes(16);
  await perSecond(MESSAGES, () => client.publish(frameMessage(groupId)));
  client.close();
}

async function medianMs(task: () => Promise<void>): Promise<number> {
  const samples: number[] = [];
  for (let turn = 0; turn < REPEATS; turn += 1) {
    const startedAt = performance.now();
    await task();
    samples.push(performance.now() - startedAt);
  }
  return median(samples);
}

/** Asks the control port, and throws unless it does what it is asked. */
async function ask(controlUrl: string, path: string, body: object): Promise<void> {
  const response = await fetch(`${controlUrl}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  await response.arrayBuffer();
}

async function copyToDisk(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  const handle = await open(to, "r+");
  await handle.datasync();
  await handle.close();
}

/**
 * A network with 20,000 messages on the disk, written down and brought back while it runs; the floor is
 * a copy of the snapshot's database, synced.
 */
export const nodeSnapshot = scenario({
  rows: [
    { name: "node.snapshot", unit: "ms", goal: 1000, better: "less" },
    { name: "node.restore", unit: "ms", goal: 2000, better: "less" },
  ],
  async run(log) {
    log(`snapshots of ${MESSAGES} messages, ${REPEATS} times`);
    const data = await mkdtemp(join(tmpdir(), "parley-bench-"));
    const { urls, stop } = await startMeasuredStack("--only", "xmtp", "--data", data);
    try {
      await fill(urls.grpc);
      const name = "bench";
      const { control = "" } = urls;
      const saved = await medianMs(() => ask(control, "/snapshots", { name, replace: true }));
      const restored = await medianMs(() => ask(control, "/restore", { name }));
      const file = join(data, "snapshots", name, "xmtp", "xmtp.sqlite");
      log(`a database of ${((await stat(file)).size / 1e6).toFixed(1)} MB`);
      const floor = await medianMs(() => copyToDisk(file, join(data, "copy")));
      return {
        "node.snapshot": { value: saved, floor },
        "node.restore": { value: restored, floor },
      };
    } finally {
      await stop();
      await rm(data, { recursive: true, force: true });
    }
  },
});

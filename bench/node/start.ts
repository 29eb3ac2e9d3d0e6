import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Started, startNode } from "../lib/child.ts";
import { median, scenario } from "../lib/measure.ts";
import { startXmtpNode } from "./xmtp-node.ts";

const REPEATS = 5;
const BARE_SERVER = `
  const server = require("node:http").createServer((_, response) => response.end());
  server.listen(0, "127.0.0.1", () => console.log("ready"));
  process.on("SIGTERM", () => process.exit());
`;

const POLL_MS = 10;

type Sample = { readyMs: number; warmMs: number; memoryMb: number };

async function sampleXmtpNode(data: string): Promise<Sample> {
  const startedAt = performance.now();
  const started = await startXmtpNode(data);
  while (!(await isWarm(started.urls.grpcWeb))) await setTimeout(POLL_MS);
  return finish(started, performance.now() - startedAt);
}

/** True once libxmtp, which takes most of the memory, can judge identities. */
async function isWarm(url: string): Promise<boolean> {
  const health = (await (await fetch(`${url}/health`)).json()) as { warm: boolean };
  return health.warm;
}

async function sampleBareServer(): Promise<Sample> {
  const started = await startNode(["-e", BARE_SERVER]);
  return finish(started, started.readyMs);
}

async function finish(started: Started, warmMs: number): Promise<Sample> {
  const sample = { readyMs: started.readyMs, warmMs, memoryMb: started.memoryMb() };
  await started.stop();
  return sample;
}

async function repeat(task: () => Promise<Sample>): Promise<Sample> {
  const samples: Sample[] = [];
  for (let turn = 0; turn < REPEATS; turn += 1) samples.push(await task());
  return {
    readyMs: median(samples.map(({ readyMs }) => readyMs)),
    warmMs: median(samples.map(({ warmMs }) => warmMs)),
    memoryMb: median(samples.map(({ memoryMb }) => memoryMb)),
  };
}

/**
 * From the command to an answering network, to one that judges identities at once, and what it
 * takes then; the floor is an empty HTTP server.
 */
export const nodeStart = scenario({
  rows: [
    { name: "node.ready", unit: "ms", goal: 1000, better: "less" },
    { name: "node.warm", unit: "ms", better: "less" },
    { name: "node.memory", unit: "MB", goal: 150, better: "less" },
  ],
  async run(log) {
    log(`starting the network ${REPEATS} times`);
    const data = await mkdtemp(join(tmpdir(), "parley-bench-"));
    try {
      const ours = await repeat(() => sampleXmtpNode(data));
      const bare = await repeat(sampleBareServer);
      return {
        "node.ready": { value: ours.readyMs, floor: bare.readyMs },
        "node.warm": { value: ours.warmMs, floor: bare.warmMs },
        "node.memory": { value: ours.memoryMb, floor: bare.memoryMb },
      };
    } finally {
      await rm(data, { recursive: true, force: true });
    }
  },
});

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startMeasuredStack } from "../../local-stack/bench/start-stack.ts";
import { startNode } from "../lib/child.ts";
import { median, scenario } from "../lib/measure.ts";

const REPEATS = 5;
const BARE_SERVER = `
  const server = require("node:http").createServer((_, response) => response.end());
  server.listen(0, "127.0.0.1", () => console.log("ready"));
  process.on("SIGTERM", () => process.exit());
`;

type Sample = { readyMs: number; warmMs: number; memoryMb: number };

async function sampleNetwork(data: string): Promise<Sample> {
  const stack = await startMeasuredStack("--only", "xmtp", "--data", data);
  const warmMs = await stack.warm();
  const sample = { readyMs: stack.readyMs, warmMs, memoryMb: await stack.memoryMb() };
  await stack.stop();
  return sample;
}

async function sampleWholeStack(): Promise<Sample> {
  const stack = await startMeasuredStack("--ipfs");
  const sample = {
    readyMs: stack.readyMs,
    warmMs: stack.readyMs,
    memoryMb: await stack.memoryMb(),
  };
  await stack.stop();
  return sample;
}

async function sampleBareServer(): Promise<Sample> {
  const { readyMs, memoryMb, stop } = await startNode(["-e", BARE_SERVER]);
  const sample = { readyMs, warmMs: readyMs, memoryMb: memoryMb() };
  await stop();
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
 * takes then; and to everything, chain and IPFS node too. The floor is an empty HTTP server.
 */
export const nodeStart = scenario({
  rows: [
    { name: "node.ready", unit: "ms", goal: 1000, better: "less" },
    { name: "node.warm", unit: "ms", better: "less" },
    { name: "node.memory", unit: "MB", goal: 150, better: "less" },
    { name: "node.ready.whole", unit: "ms", goal: 2000, better: "less" },
  ],
  async run(log) {
    log(`starting the network ${REPEATS} times, and all of the stack as often`);
    const data = await mkdtemp(join(tmpdir(), "parley-bench-"));
    try {
      const ours = await repeat(() => sampleNetwork(data));
      const whole = await repeat(sampleWholeStack);
      const bare = await repeat(sampleBareServer);
      return {
        "node.ready": { value: ours.readyMs, floor: bare.readyMs },
        "node.warm": { value: ours.warmMs, floor: bare.warmMs },
        "node.memory": { value: ours.memoryMb, floor: bare.memoryMb },
        "node.ready.whole": { value: whole.readyMs, floor: bare.readyMs },
      };
    } finally {
      await rm(data, { recursive: true, force: true });
    }
  },
});

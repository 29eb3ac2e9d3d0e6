import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureAccepted, measureDelivery } from "./measure-traffic.ts";
import { median, percentile } from "./percentile.ts";
import { startMeasuredStack } from "./start-stack.ts";

export type BenchRow = { name: string; value: number; unit: "ms" | "MB" | "messages/s" };

export type BenchPlan = {
  /** How often a stack is started; the median counts. */
  starts: number;
  /** How many messages are stored. */
  messages: number;
  /** How many are delivered to each number of subscribers. */
  deliveries: number;
  subscribers: readonly number[];
};

export const WHOLE_BENCH: BenchPlan = {
  starts: 5,
  messages: 4_000,
  deliveries: 100,
  subscribers: [1, 100, 1_000],
};

/** Measures stacks that it starts for that, each anew, in processes of their own and on free ports. */
export async function runBench(plan: BenchPlan, say: (line: string) => void): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), "local-stack-bench-"));
  try {
    return [
      ...(await measureStarts(plan, say)),
      ...(await measureStoring(plan, folder, say)),
      ...(await measureDeliveries(plan, say)),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureStarts({ starts }: BenchPlan, say: (line: string) => void) {
  say(`starting the stack ${starts} times whole, and ${starts} times the network alone`);
  const whole: number[] = [];
  for (let turn = 0; turn < starts; turn++) {
    const stack = await startMeasuredStack("--ipfs");
    whole.push(stack.readyMs);
    await stack.stop();
  }
  const alone: { readyMs: number; warmMs: number; memoryMb: number }[] = [];
  for (let turn = 0; turn < starts; turn++) {
    const stack = await startMeasuredStack("--only", "xmtp");
    const warmMs = await stack.warm();
    alone.push({ readyMs: stack.readyMs, warmMs, memoryMb: await stack.memoryMb() });
    await stack.stop();
  }
  return [
    row("ready, with chain and IPFS", median(whole), "ms"),
    row("ready, network alone", median(alone.map(({ readyMs }) => readyMs)), "ms"),
    row("… judges identities at once", median(alone.map(({ warmMs }) => warmMs)), "ms"),
    row("… memory then", median(alone.map(({ memoryMb }) => memoryMb)), "MB"),
  ];
}

async function measureStoring(
  { messages }: BenchPlan,
  folder: string,
  say: (line: string) => void,
) {
  say(`storing ${messages} messages on the disk, seen by the inspector and not`);
  const rate = async (name: string, ...options: string[]) => {
    const stack = await startMeasuredStack(
      "--only",
      "xmtp",
      "--data",
      join(folder, name),
      ...options,
    );
    const perSecond = await measureAccepted(stack.urls.grpc, messages);
    await stack.stop();
    return perSecond;
  };
  return [
    row("stored, synced before the answer", await rate("seen"), "messages/s"),
    row("… without inspector", await rate("unseen", "--no-control"), "messages/s"),
  ];
}

async function measureDeliveries(
  { subscribers, deliveries }: BenchPlan,
  say: (line: string) => void,
) {
  const rows: BenchRow[] = [];
  for (const count of subscribers) {
    say(`delivering ${deliveries} messages to ${count} subscriber${count === 1 ? "" : "s"}`);
    const stack = await startMeasuredStack("--only", "xmtp");
    const delays = await measureDelivery(stack.urls.grpc, count, deliveries);
    await stack.stop();
    const to = `delivered to ${count.toLocaleString("en")}`;
    rows.push(row(`${to}, p50`, percentile(delays, 0.5), "ms"));
    rows.push(row(`${to}, p95`, percentile(delays, 0.95), "ms"));
  }
  return rows;
}

/** Three digits: noise is not to look like knowledge. */
function row(name: string, value: number, unit: BenchRow["unit"]): BenchRow {
  return { name, value: Number(value.toPrecision(3)), unit };
}

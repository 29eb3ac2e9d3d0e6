import { setTimeout as after } from "node:timers/promises";
import type { Random } from "../testing/world/seeded-random.ts";
import type { NodeProcess } from "./node-process.ts";

/** All that the stack can do wrong without breaking what it promises of order. */
const FAULTS = [
  "latency ms=30 jitterMs=200",
  "error rpc=writes chance=0.3",
  "error rpc=writes when=after chance=0.3",
  "error rpc=reads chance=0.3 code=Internal",
  "cut rpc=writes when=after chance=0.2",
  "cut rpc=writes chance=0.2",
  "drop afterMessages=3",
  "drop afterMs=500 cut",
  "silence afterMessages=2",
  "duplicate copies=2 share=0.5",
  "delay ms=100 jitterMs=200",
  "slow-reader afterMessages=5",
  "storage-full chance=0.5",
  "restart downMs=300 times=1",
] as const;

export type ChaosOptions = {
  /** How long a set of faults holds, and the calm after it, on average. */
  everyMs: number;
  killEveryMs: number;
  /** Since the beginning; not killed in between. */
  spare: { fromMs: number; toMs: number };
};

export type ChaosReport = { faults: number; kills: number };

/** Makes things go wrong until it is told to stop; in the end the stack runs and nothing is wrong any more. */
export async function makeChaos(
  node: NodeProcess,
  random: Random,
  { everyMs, killEveryMs, spare }: ChaosOptions,
  stop: AbortSignal,
): Promise<ChaosReport> {
  const report = { faults: 0, kills: 0 };
  const rest = (mostMs: number) =>
    after(random.below(mostMs), undefined, { signal: stop }).catch(() => {});
  const beganAtMs = performance.now();
  const isSpared = () => {
    const sinceMs = performance.now() - beganAtMs;
    return sinceMs >= spare.fromMs && sinceMs < spare.toMs;
  };
  let killAtMs = beganAtMs + killEveryMs;
  while (!stop.aborted) {
    const faults = random.shuffle(FAULTS).slice(0, 1 + random.below(3));
    await setFaults(node, faults.join("; "), random.below(1000));
    report.faults += faults.length;
    await rest(2 * everyMs);
    if (performance.now() >= killAtMs && !isSpared()) {
      await node.kill();
      await node.start();
      report.kills++;
      killAtMs = performance.now() + killEveryMs * (0.5 + random.fraction());
    }
    await setFaults(node, "", 1);
    await rest(everyMs);
  }
  await setFaults(node, "", 1);
  return report;
}

async function setFaults(node: NodeProcess, faults: string, seed: number): Promise<void> {
  const response = await fetch(`${node.urls.control}/faults`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ faults, seed }),
  });
  if (!response.ok) throw new Error(`The stack takes no faults: ${await response.text()}`);
}

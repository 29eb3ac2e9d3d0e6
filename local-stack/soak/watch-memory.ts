import { setTimeout as after } from "node:timers/promises";
import type { NodeProcess } from "./node-process.ts";

export type MemoryReport = {
  /** Least resident megabytes of the first quarter of the longest time without a kill, and of its last. */
  firstMb: number;
  lastMb: number;
  /** How long that time was; zeros when it was too short. */
  seconds: number;
  /** Least resident megabytes of each of its minutes. */
  minutesMb: readonly number[];
};

type Sample = { sinceMs: number; mb: number };

const SAMPLE_MS = 1_000;
const MINUTE_MS = 60_000;
/** Until a process has loaded what it needs, and its heap has the size that it works with. */
const WARM_UP_MS = 90_000;

/**
 * The longest time that the stack ran in one piece, once it was warm. What it needs goes up and down
 * with its collector, so what counts is the least of each span.
 */
export async function watchMemory(
  node: NodeProcess,
  stop: AbortSignal,
  log: (line: string) => void,
): Promise<MemoryReport> {
  let longest: Sample[] = [];
  let current: Sample[] = [];
  let startedAtMs = performance.now();
  let toldAtMs = startedAtMs;
  let { pid } = node;
  while (!stop.aborted) {
    await after(SAMPLE_MS, undefined, { signal: stop }).catch(() => {});
    const nowMs = performance.now();
    const mb = node.residentMb();
    if (pid !== node.pid) {
      pid = node.pid;
      startedAtMs = nowMs;
      current = [];
    }
    const sinceMs = nowMs - startedAtMs;
    if (mb !== undefined && sinceMs >= WARM_UP_MS) current.push({ sinceMs, mb });
    if (current.length >= longest.length) longest = current;
    if (mb !== undefined && nowMs - toldAtMs >= MINUTE_MS) {
      toldAtMs = nowMs;
      log(`${Math.round(mb)} MB, ${Math.round(sinceMs / 1000)} s after its start`);
    }
  }
  return describeMemory(longest);
}

function describeMemory(samples: readonly Sample[]): MemoryReport {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) return { firstMb: 0, lastMb: 0, seconds: 0, minutesMb: [] };
  const quarter = Math.ceil(samples.length / 4);
  const minutes = Map.groupBy(samples, ({ sinceMs }) =>
    Math.floor((sinceMs - first.sinceMs) / MINUTE_MS),
  );
  return {
    firstMb: least(samples.slice(0, quarter)),
    lastMb: least(samples.slice(-quarter)),
    seconds: Math.round((last.sinceMs - first.sinceMs) / 1000),
    minutesMb: [...minutes.values()].map(least),
  };
}

const least = (samples: readonly Sample[]) => Math.round(Math.min(...samples.map(({ mb }) => mb)));

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";

export type Started = {
  /** Spawn → the first line on standard output. */
  readyMs: number;
  firstLine: string;
  /** Resident memory now, in MB. */
  memoryMb: () => number;
  stop: () => Promise<void>;
};

/** Starts `node` with `args` and waits for its first line of output. */
export async function startNode(args: readonly string[]): Promise<Started> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "ignore"] });
  const exited = once(child, "exit");
  const [chunk] = await Promise.race([
    once(child.stdout, "data"),
    exited.then(() => {
      throw new Error(`node ${args.join(" ")} ended before it was ready`);
    }),
  ]);
  const readyMs = performance.now() - startedAt;
  return {
    readyMs,
    firstLine: String(chunk).trim(),
    memoryMb: () => residentKb(child.pid) / 1024,
    stop: async () => {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

function residentKb(pid: number | undefined): number {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }));
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { LocalStackError } from "../errors.ts";

const CLI = fileURLToPath(new URL("../cli.mjs", import.meta.url));
const LOOK_EVERY_MS = 10;

/** A stack in a process of its own, as `parley-local-stack up` starts it. */
export type MeasuredStack = {
  /** From the command to the line that says where it answers. */
  readyMs: number;
  urls: { grpcWeb: string; grpc: string; control?: string };
  /** Resolves when identities are judged at once, with how long after the command that was. */
  warm(): Promise<number>;
  /** Resident memory in MB, as the stack says it itself; it has to have a control port. */
  memoryMb(): Promise<number>;
  stop(): Promise<void>;
};

/** Starts one on free ports. `options` are those of `up`. Throws {@link LocalStackError}. */
export async function startMeasuredStack(...options: string[]): Promise<MeasuredStack> {
  const startedAt = performance.now();
  const args = [CLI, "up", "--json", "--log-level", "silent", "--free-ports", ...options];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "ignore"] });
  const exited = once(child, "exit");
  const [line] = await Promise.race([
    once(child.stdout, "data"),
    exited.then(() => {
      throw new LocalStackError("A stack to measure ended before it was ready.");
    }),
  ]);
  const readyMs = performance.now() - startedAt;
  const { urls } = JSON.parse(String(line)) as Pick<MeasuredStack, "urls">;
  return {
    readyMs,
    urls,
    async warm() {
      while (!(await isWarm(urls.grpcWeb))) await setTimeout(LOOK_EVERY_MS);
      return performance.now() - startedAt;
    },
    async memoryMb() {
      const text = await (await fetch(`${urls.control}/metrics`)).text();
      const bytes = /^process_resident_memory_bytes (\d+)$/m.exec(text)?.[1];
      return Number(bytes) / 1024 ** 2;
    },
    async stop() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

async function isWarm(url: string): Promise<boolean> {
  const { warm } = (await (await fetch(`${url}/health`)).json()) as { warm: boolean };
  return warm;
}

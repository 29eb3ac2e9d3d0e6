import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const PROGRAMS = {
  biome: "node_modules/@biomejs/biome/bin/biome",
  knip: "node_modules/knip/bin/knip.js",
  lockfile: "scripts/complete-lockfile.ts",
  next: "node_modules/next/dist/bin/next",
  playwright: "node_modules/@playwright/test/cli.js",
  tsc: "node_modules/typescript/bin/tsc",
  vite: "node_modules/vite/bin/vite.js",
  vitest: "node_modules/vitest/vitest.mjs",
} as const;

export type Program = keyof typeof PROGRAMS;

/** How a command ended, and all that it printed. */
export type CommandResult = { exitCode: number; output: string };

const STOP_GRACE_MS = 5_000;

const running = new Set<ChildProcess>();

/** Asks the tools that are running to end, insists after a while, and resolves when all are gone. */
export async function stopTools(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      const closed = once(child, "close");
      child.kill("SIGTERM");
      const insist = setTimeout(() => child.kill("SIGKILL"), STOP_GRACE_MS);
      await closed;
      clearTimeout(insist);
    }),
  );
}

/** Runs a tool of the repository in this Node, and keeps what it prints, or shows it. */
export function runTool(
  program: Program,
  args: readonly string[],
  env: Record<string, string> = {},
  { shows = false } = {},
): Promise<CommandResult> {
  const file = fileURLToPath(new URL(`../../${PROGRAMS[program]}`, import.meta.url));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], {
      env: { ...process.env, ...env },
      stdio: shows ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.once("error", reject);
    running.add(child);
    child.once("close", (code) => {
      running.delete(child);
      resolve({ exitCode: code ?? 1, output });
    });
  });
}

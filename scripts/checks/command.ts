import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const PROGRAMS = {
  biome: "node_modules/@biomejs/biome/bin/biome",
  knip: "node_modules/knip/bin/knip.js",
  lockfile: "scripts/complete-lockfile.ts",
  playwright: "node_modules/@playwright/test/cli.js",
  tsc: "node_modules/typescript/bin/tsc",
  vitest: "node_modules/vitest/vitest.mjs",
} as const;

export type Program = keyof typeof PROGRAMS;

/** How a command ended, and all that it printed. */
export type CommandResult = { exitCode: number; output: string };

const running = new Set<ChildProcess>();

/** Asks the tools that are running to end. */
export function stopTools(): void {
  for (const child of running) child.kill("SIGTERM");
}

/** Runs a tool of the repository in this Node, and keeps what it prints. */
export function runTool(
  program: Program,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<CommandResult> {
  const file = fileURLToPath(new URL(`../../${PROGRAMS[program]}`, import.meta.url));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("error", reject);
    running.add(child);
    child.once("close", (code) => {
      running.delete(child);
      resolve({ exitCode: code ?? 1, output });
    });
  });
}

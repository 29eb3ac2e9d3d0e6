import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach } from "vitest";
import type { LocalStack } from "../index.ts";

export const CLI = fileURLToPath(new URL("../cli.mjs", import.meta.url));
export const FREE = ["--free-ports", "--no-chain"];

/** The command in processes that end with each test, and a folder for it. */
export function cliOfTest() {
  let folder: string;
  let children: ChildProcess[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "local-stack-cli-"));
    children = [];
  });

  afterEach(() => {
    for (const child of children) child.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  });

  function run(...args: string[]) {
    return runNode(CLI, ...args);
  }

  function runNode(...args: string[]) {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    children.push(child);
    const exited = once(child, "exit") as Promise<[number | null, string | null]>;
    return { child, exited };
  }

  async function outcome(...args: string[]) {
    const { child, exited } = run(...args);
    const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
    return { out, err, code };
  }

  /** Starts the node as a process of its own and waits for its URLs. */
  async function up(...args: string[]) {
    const { child, exited } = run("up", ...FREE, "--log-level", "error", "--json", ...args);
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const { urls } = JSON.parse(line.toString()) as Pick<LocalStack, "urls">;
    return { child, exited, urls };
  }

  return { run, runNode, outcome, up, folder: () => folder };
}

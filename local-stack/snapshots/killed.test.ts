import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LocalStack, LocalStackUrls } from "../index.ts";
import { hands } from "../test-support/hands.ts";
import { startTestStack } from "../test-support/stack.ts";

vi.setConfig({ testTimeout: 60_000 });

const CLI = fileURLToPath(new URL("../cli.mjs", import.meta.url));

let data: string;
let running: LocalStack | undefined;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "killed-"));
});
afterEach(async () => {
  await running?.close();
  running = undefined;
  rmSync(data, { recursive: true, force: true });
});

async function start(options: { ipfs: boolean }) {
  running = await startTestStack({ data, ...options });
  return { stack: running, ...hands(running) };
}

async function stop() {
  await running?.close();
  running = undefined;
}

/** Loaded before the command: the process kills itself as it is about to give a file or folder that name. */
const killAt = (name: string) =>
  `data:text/javascript,${encodeURIComponent(`
    import fs from "node:fs/promises";
    import { syncBuiltinESMExports } from "node:module";
    import { basename } from "node:path";
    const { rename } = fs;
    fs.rename = async (from, to) => {
      if (basename(to) === ${JSON.stringify(name)}) process.kill(process.pid, "SIGKILL");
      return rename(from, to);
    };
    syncBuiltinESMExports();
  `)}`;

/** Starts the stack in a process of its own, asks something of it, and waits until that killed it. */
async function killWhile(path: string, body: object, name: string): Promise<void> {
  const options = ["--ipfs", "--free-ports", "--no-chain", "--json", "--log-level", "error"];
  const args = ["--import", killAt(name), CLI, "up", "--data", data, ...options];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const { urls } = JSON.parse(line.toString()) as { urls: LocalStackUrls };
  const answer = await fetch(`${urls.control}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => "none");
  expect(answer).toBe("none");
  expect(await exited).toEqual([null, "SIGKILL"]);
}

describe("a stack killed in the middle of a restore", () => {
  /** Keeps one of everything, is written down, and keeps another of everything. */
  async function prepare() {
    const { stack, say, upload, add } = await start({ ipfs: true });
    await say("a");
    const kept = { archive: await upload("early"), file: await add("early") };
    await stack.snapshot("then");
    await say("b");
    const lost = { archive: await upload("late"), file: await add("late") };
    await stop();
    return { kept, lost };
  }

  it("before anything changed is as it was", async () => {
    const { lost } = await prepare();
    const before = await readdir(data);
    await killWhile("/restore", { name: "then" }, "changing.json");
    expect((await readdir(data)).length).toBeGreaterThan(before.length);
    const { said, archive, has } = await start({ ipfs: true });
    expect(await said()).toEqual([1, 2]);
    expect([await archive(lost.archive), await has(lost.file)]).toEqual(["late", true]);
    await stop();
    expect(await readdir(data)).toEqual(before);
  });

  it.each(["history", "ipfs"])(
    "as %s changed finishes it at the next start that has all parts",
    async (part) => {
      const { kept, lost } = await prepare();
      const before = await readdir(data);
      await killWhile("/restore", { name: "then" }, part);
      await expect(start({ ipfs: false })).rejects.toThrow("Start the stack with ipfs once.");
      const { said, archive, has } = await start({ ipfs: true });
      expect(await said()).toEqual([1]);
      expect([await archive(kept.archive), await archive(lost.archive)]).toEqual(["early", 404]);
      expect([await has(kept.file), await has(lost.file)]).toEqual([true, false]);
      await stop();
      expect(await readdir(data)).toEqual(before);
    },
  );
});

it("a snapshot that was about to be replaced is there when the stack was killed", async () => {
  const { stack, say } = await start({ ipfs: true });
  await say("a");
  await stack.snapshot("then");
  await say("b");
  await stop();
  await killWhile("/snapshots", { name: "then", replace: true }, "then");
  const again = await start({ ipfs: true });
  expect(await readdir(join(data, "snapshots"))).toEqual(["then"]);
  expect(await again.stack.snapshots()).toMatchObject([{ name: "then" }]);
  await again.stack.restore("then");
  expect(await again.said()).toEqual([1]);
});

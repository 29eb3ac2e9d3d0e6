import { mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Code } from "@connectrpc/connect";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { status } from "./command/status.ts";
import type { Health, LocalStack } from "./index.ts";
import { hands } from "./test-support/hands.ts";
import { startTestStack } from "./test-support/stack.ts";

const DISK_FAILED = expect.stringContaining(
  "The disk failed (EIO: i/o error, fdatasync), so nothing is stored any more.",
);

let data: string;
let stack: LocalStack;

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), "health-"));
  stack = await startTestStack({ data, control: true });
});

afterEach(async () => {
  vi.restoreAllMocks();
  await stack.close();
  rmSync(data, { recursive: true });
});

/** The next sync of any file fails, as on a broken disk. */
async function breakDisk() {
  const handle = await open(data, "r");
  const files = Object.getPrototypeOf(handle) as { datasync(): Promise<void> };
  await handle.close();
  vi.spyOn(files, "datasync").mockRejectedValueOnce(new Error("EIO: i/o error, fdatasync"));
}

async function askHealth() {
  const response = await fetch(`${stack.urls.grpcWeb}/health`);
  return { status: response.status, health: (await response.json()) as Health };
}

/** What the command prints, and its exit code. */
async function askStatus() {
  const printed = vi.spyOn(console, "log").mockImplementation(() => {});
  const flags = { control: stack.urls.control } as never;
  const code = await status.run({ flags, args: [] });
  return { code, text: printed.mock.calls.join("\n") };
}

it("is good while reads and writes are answered", async () => {
  expect(await askHealth()).toMatchObject({ status: 200, health: { ready: true } });
  expect((await askHealth()).health).not.toHaveProperty("problems");
  expect(await askStatus()).toMatchObject({ code: 0, text: expect.not.stringContaining("ready") });
});

it("is bad after a disk that failed, also by the command line, until the next start", async () => {
  const { say, said } = hands(stack);
  await say("a");
  await breakDisk();
  await expect(say("b")).rejects.toMatchObject({ code: Code.Internal });
  await expect(say("c")).rejects.toMatchObject({ code: Code.Internal });
  await said();
  expect(stack.health()).toMatchObject({ ready: false, problems: [DISK_FAILED] });
  const { status: httpStatus, health } = await askHealth();
  expect([httpStatus, health.ready, health.problems]).toEqual([
    503,
    false,
    ["The disk failed, so nothing is stored any more. `parley-local-stack status` says more."],
  ]);
  expect(await askStatus()).toMatchObject({
    code: 1,
    text: expect.stringMatching(/ not ready +The disk failed \(EIO/),
  });
  const metrics = await (await fetch(`${stack.urls.control}/metrics`)).text();
  expect(metrics).toContain("local_stack_ready 0");

  await stack.close();
  stack = await startTestStack({ data });
  expect(await askHealth()).toMatchObject({ status: 200 });
});

it("is bad after a restore that was made by half", async () => {
  await stack.snapshot("then");
  await hands(stack).say("a");
  await breakDisk();
  await expect(stack.restore("then")).rejects.toThrow("restored by half");
  const half = expect.stringContaining("The stack is restored by half");
  expect(stack.health().problems).toEqual([DISK_FAILED, half]);
  const { health } = await askHealth();
  expect(health.problems).toHaveLength(2);
  expect(JSON.stringify(health)).not.toMatch(/EIO|fdatasync|changing\.json|\/tmp\//);
});

it("is bad while a restart has the ports closed", async () => {
  const restarting = stack.restart({ downMs: 2 ** 31 - 1 });
  await expect.poll(() => stack.health().ready).toBe(false);
  expect(await askStatus()).toMatchObject({
    code: 1,
    text: expect.stringContaining("The ports are closed until a restart is done."),
  });
  await stack.close();
  await restarting;
});

it("is bad while it is unplugged", async () => {
  await stack.unplug();
  expect(stack.health().problems).toEqual(["The ports are closed until it is plugged in."]);
  await stack.plugIn();
  expect(stack.health().ready).toBe(true);
});

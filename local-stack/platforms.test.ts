import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { anvilPath, findAnvil } from "./chain/anvil-program.ts";
import { spawnOnLeash } from "./chain/spawn-on-leash.ts";
import { stopSignals } from "./command/stop-signals.ts";
import { syncFolder } from "./sync-folder.ts";

/*
 * What differs between Linux, macOS and Windows, as far as one machine can try it.
 */

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "local-stack-platforms-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a folder's names", () => {
  it("are synced where folders can be opened, and left to the file system where not", async () => {
    const missing = join(folder, "missing");
    await syncFolder(folder, "linux");
    await expect(syncFolder(missing, "linux")).rejects.toThrow("ENOENT");
    await expect(syncFolder(missing, "darwin")).rejects.toThrow("ENOENT");
    await syncFolder(missing, "win32");
  });
});

describe("anvil", () => {
  it("is looked up by the names that its packages have", () => {
    expect(anvilPath({ platform: "darwin", arch: "arm64" })).toBe(
      "@foundry-rs/anvil-darwin-arm64/bin/anvil",
    );
    expect(anvilPath({ platform: "win32", arch: "x64" })).toBe(
      "@foundry-rs/anvil-win32-amd64/bin/anvil.exe",
    );
  });

  it("is not found where there is none, and that is no error", () => {
    expect(findAnvil({ platform: "sunos", arch: "mips" })).toBeUndefined();
  });
});

describe.each(["linux", "win32"] as const)("a program on the leash, as on %s", (platform) => {
  const script = 'setInterval(() => {}, 1000); console.log("runs " + process.argv[1]);';

  it("ends when its standard input is closed", async () => {
    const child = spawnOnLeash(process.execPath, ["-e", script, "one two"], platform);
    const [line] = await once(child.stdout ?? child, "data");
    expect(String(line).trim()).toBe("runs one two");
    child.stdin?.end();
    await once(child, "exit");
  });

  it("is seen to end when it ends by itself, with its code", async () => {
    const child = spawnOnLeash(process.execPath, ["-e", "process.exit(7)"], platform);
    expect((await once(child, "exit"))[0]).toBe(7);
  });
});

it("Windows is asked to stop by signals that it has", () => {
  expect(stopSignals("win32")).toEqual(["SIGINT", "SIGBREAK"]);
  expect(stopSignals("linux")).toEqual(["SIGINT", "SIGTERM"]);
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "parley-npm-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs our `npm()` in a process of its own, with a script in npm's place. */
function runWith(npmDoes: string) {
  const stub = path.join(folder, "npm.js");
  writeFileSync(stub, npmDoes);
  const script = `
    import { npm } from ${JSON.stringify(new URL("npm.mjs", import.meta.url).href)};
    import { runEntryPoint } from ${JSON.stringify(new URL("say.mjs", import.meta.url).href)};
    await runEntryPoint(() => npm(["ci"], { root: ".", task: "install" }));`;
  return spawn(process.execPath, ["--input-type=module", "--eval", script], {
    env: { ...process.env, npm_execpath: stub },
    stdio: ["ignore", "inherit", "pipe"],
  });
}

function pidOfNpm(): number {
  try {
    return Number(readFileSync(path.join(folder, "pid"), "utf8"));
  } catch {
    return 0;
  }
}

it.each(["SIGINT", "SIGTERM"] as const)("%s leaves no npm working alone", async (signal) => {
  const child = runWith(`
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => {});
    require("node:fs").writeFileSync(${JSON.stringify(path.join(folder, "pid"))}, String(process.pid));
    setInterval(() => {}, 1000);`);
  await expect.poll(pidOfNpm).toBeGreaterThan(0);
  const pid = pidOfNpm();
  child.kill(signal);
  expect(await once(child, "exit")).toEqual([1, null]);
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
});

it("ends with npm's last words when it fails", async () => {
  const child = runWith(`console.error("no such package"); process.exitCode = 1;`);
  let said = "";
  child.stderr?.on("data", (chunk) => {
    said += chunk;
  });
  expect(await once(child, "close")).toEqual([1, null]);
  expect(said.trim()).toBe("Could not install:\nno such package");
});

import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Child, endingReport, startChild, untilReady } from "./child.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "parley-child-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function childThat(does: string, more: { stopGraceMs?: number } = {}): Child {
  const script = path.join(folder, "script.mjs");
  writeFileSync(script, does);
  const logFile = path.join(folder, "logs", "child.log");
  return startChild({ name: "The thing", script: pathToFileURL(script), logFile, ...more });
}

const STAYS = `setInterval(() => {}, 1000); process.send("up");`;

describe("a child process", () => {
  it("reports how it ended, with its last words", async () => {
    const child = childThat(`console.log("no more paper"); process.exit(3);`);
    const ending = await child.exited;
    expect(endingReport(child, ending)).toContain("The thing ended with exit code 3.");
    expect(child.tail()).toBe("no more paper");
  });

  it("is not ready when it ends before", async () => {
    const child = childThat("process.exit(1)");
    const never = new Promise(() => undefined);
    await expect(untilReady(child, never)).rejects.toThrow("The thing ended with exit code 1.");
  });

  it("ends when asked", async () => {
    const child = childThat(`process.on("SIGTERM", () => process.exit(0)); ${STAYS}`);
    await once(child.process, "message");
    await child.stop();
    expect(await child.exited).toBe("with exit code 0");
  });

  it("is ended when it does not end in the time it was given", { timeout: 2000 }, async () => {
    const child = childThat(`process.on("SIGTERM", () => {}); ${STAYS}`, { stopGraceMs: 100 });
    await once(child.process, "message");
    await child.stop();
    expect(await child.exited).toBe("by SIGKILL");
  });

  it("ends by itself when the launcher's channel closes", async () => {
    const child = childThat(STAYS);
    await once(child.process, "message");
    child.process.disconnect();
    expect(await child.exited).toBe("by SIGTERM");
  });

  it("dies like a crash when killed", async () => {
    const child = childThat(`process.on("SIGTERM", () => {}); ${STAYS}`);
    await once(child.process, "message");
    await child.kill();
    expect(await child.exited).toBe("by SIGKILL");
  });
});

import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, it, vi } from "vitest";

const dataDir = mkdtempSync(path.join(tmpdir(), "parley-start-"));
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dataDir, { recursive: true, force: true });
});

it("opens the archive with the server where there was one before, and nothing where not", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  for (const [name, value] of Object.entries({
    PARLEY_DATA_DIR: dataDir,
    XMTP_ENV: "local",
    IPFS_RPC_URL: "http://127.0.0.1:9",
    ARCHIVE_GATEWAY_URL: "http://127.0.0.1:9",
  }))
    vi.stubEnv(name, value);
  const { goOnSweeping } = await import("./server-wiring.ts");
  const database = path.join(dataDir, "archive", "database", "postgres");
  await goOnSweeping();
  expect(existsSync(path.join(dataDir, "archive"))).toBe(false);
  mkdirSync(path.join(dataDir, "archive"));
  await goOnSweeping();
  expect(existsSync(database)).toBe(true);
}, 60_000);

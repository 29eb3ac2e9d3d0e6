import { execFileSync, spawn } from "node:child_process";
import { existsSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import {
  type OpenedRecords,
  openFolderRecords,
  openServerRecords,
} from "@/lib/attachments/server/records/open-records.ts";

/** A database for a test: opened as often as the test wants, by as many as it may be. */
export type TestDatabase = {
  name: string;
  /** Several may have it open at once. */
  isShared: boolean;
  open(): Promise<OpenedRecords>;
  /** Puts it back to what it was before anything was in it. */
  dispose(): Promise<void>;
};

/** Of this process alone, in a folder of its own. */
export function embeddedDatabase(): TestDatabase {
  const folder = mkdtempSync(path.join(tmpdir(), "parley-records-"));
  return {
    name: "embedded",
    isShared: false,
    open: () => openFolderRecords(folder),
    dispose: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

const BINARIES = globSync("/usr/lib/postgresql/*/bin").sort().at(-1);

/** Whether there is a real Postgres: by TEST_DATABASE_URL, or as a program on this machine. */
export const HAS_SERVER =
  process.env.TEST_DATABASE_URL !== undefined ||
  (BINARIES !== undefined && existsSync(path.join(BINARIES, "initdb")));

/** A database of its own on a real Postgres server. */
export async function serverDatabase(): Promise<TestDatabase & { url: string }> {
  const server = process.env.TEST_DATABASE_URL
    ? { url: process.env.TEST_DATABASE_URL, stop: async () => {} }
    : await startPostgres();
  const admin = postgres(server.url, { max: 1, onnotice: () => {} });
  const name = `parley_test_${process.pid}_${Math.random().toString(36).slice(2)}`;
  await admin.unsafe(`CREATE DATABASE ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return {
    name: "server",
    url: url.href,
    isShared: true,
    open: () => openServerRecords(url.href),
    dispose: async () => {
      await admin.unsafe(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
      await server.stop();
    },
  };
}

/** Postgres does not run as root: then it runs as the user whom its package made. */
async function startPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), "parley-postgres-"));
  const data = path.join(folder, "data");
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? { uid: idOf("-u"), gid: idOf("-g") } : {};
  if (isRoot) execFileSync("chown", ["postgres", folder]);
  const program = (name: string) => path.join(BINARIES ?? "", name);
  execFileSync(program("initdb"), ["-D", data, "-U", "parley", "-A", "trust", "--no-sync"], {
    ...user,
    stdio: "ignore",
  });
  const port = await freePort();
  const child = spawn(
    program("postgres"),
    ["-D", data, "-p", String(port), "-k", folder, "-c", "listen_addresses=127.0.0.1"],
    { ...user, stdio: ["ignore", "ignore", "pipe"] },
  );
  await new Promise<void>((resolve, reject) => {
    child.once("exit", () => reject(new Error("Postgres did not start")));
    child.stderr.on("data", (text) => {
      if (String(text).includes("ready to accept connections")) resolve();
    });
  });
  return {
    url: `postgres://parley@127.0.0.1:${port}/postgres`,
    stop: async () => {
      const isOver = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGINT");
      await isOver;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function idOf(kind: "-u" | "-g"): number {
  return Number(execFileSync("id", [kind, "postgres"], { encoding: "utf8" }));
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

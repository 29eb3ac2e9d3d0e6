import { createHash } from "node:crypto";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { Complaint } from "../bootstrap/say.mjs";
import { startChild } from "./child.ts";
import { NEXT_PROGRAM } from "./next-program.ts";

/** Top-level folders that no page is made of. A new folder counts until it is named here. */
const NOT_BUILT = new Set([
  "node_modules",
  "local-stack",
  "tests",
  "scripts",
  "bench",
  "docs",
  "examples",
  "deploy",
  "test-results",
  "playwright-report",
]);
/** Written by the build itself, or read by tests alone. */
const NOT_SOURCE = /(^next-env\.d\.ts|\.tsbuildinfo|\.md|\.test\.tsx?)$|\/dist\//;

/**
 * Makes the production build, unless the one that is there was made of exactly these sources.
 * Gives whether it had to; fails with what the compiler said.
 */
export async function buildIfChanged(root: string, dataDir: string): Promise<boolean> {
  const stamp = path.join(root, ".next", "parley-sources");
  const fingerprint = await sourceFingerprint(root);
  if ((await textOf(stamp)) === (await stampOf(root, fingerprint))) return false;
  // Without the stamp an interrupted build is never taken for a finished one.
  await rm(stamp, { force: true });
  await build(dataDir);
  await writeFile(stamp, await stampOf(root, fingerprint));
  return true;
}

/** Names the build beside its sources: one that somebody else made meanwhile is not ours. */
async function stampOf(root: string, fingerprint: string): Promise<string> {
  return `${fingerprint} ${await textOf(path.join(root, ".next", "BUILD_ID"))}`;
}

function textOf(file: string): Promise<string> {
  return readFile(file, "utf8").catch(() => "");
}

async function build(dataDir: string): Promise<void> {
  const child = startChild({
    name: "The build",
    script: NEXT_PROGRAM,
    args: ["build"],
    env: { NODE_ENV: "production" },
    logFile: path.join(dataDir, "logs", "build.log"),
  });
  const ending = await child.exited;
  if (ending === "with exit code 0") return;
  throw new Complaint(`The production build failed:\n\n${await readFile(child.logFile, "utf8")}`);
}

/** Gives a hash of everything that a build is made of: names and contents. */
export async function sourceFingerprint(root: string): Promise<string> {
  const hash = createHash("sha256").update(process.version);
  for (const file of (await sourceFiles(root)).sort()) {
    hash.update(`\0${file}\0`).update(await readFile(path.join(root, file)));
  }
  return hash.digest("hex");
}

async function sourceFiles(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  const lists = entries
    .filter(({ name }) => !name.startsWith(".") && !NOT_BUILT.has(name))
    .map(async (entry) => {
      if (!entry.isDirectory()) return entry.isFile() ? [entry.name] : [];
      const inside = await readdir(path.join(root, entry.name), {
        recursive: true,
        withFileTypes: true,
      });
      return inside
        .filter((file) => file.isFile())
        .map((file) => path.relative(root, path.join(file.parentPath, file.name)));
    });
  return (await Promise.all(lists)).flat().filter((file) => !NOT_SOURCE.test(file));
}

/*
 * The thread of the app's server that holds the embedded Postgres: making its folder takes seconds,
 * in which the server answers others. Speaks Postgres' own protocol over the port. Imports by path
 * only: Node runs this file as it is in tests.
 */

import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { dataDir } from "@electric-sql/pglite-prepopulatedfs";
import type { PgliteBegun, PgliteThreadData } from "./pglite-protocol.ts";

const SQLITE_BUSY = 5;

/** The system lets go of it when the process ends, however it ends. */
function lockFolder(folder: string): DatabaseSync | "in-use" {
  const lock = new DatabaseSync(path.join(folder, "in-use"));
  try {
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock.close();
    const code = error instanceof Error && "errcode" in error ? Number(error.errcode) : 0;
    if ((code & 0xff) === SQLITE_BUSY) return "in-use";
    throw error;
  }
}

/**
 * Made beside its place and put there whole: what a killed process began is begun anew. From a copy of
 * an empty one, which takes a quarter of the time that making one does.
 */
async function makeData(data: string): Promise<void> {
  const making = `${data}.making`;
  rmSync(making, { recursive: true, force: true });
  const made = await PGlite.create(making, { loadDataDir: await dataDir() });
  await made.close();
  renameSync(making, data);
}

/** Held for as long as this thread lives. */
const held: DatabaseSync[] = [];

/** Its default would be 128 MB, of which a list of files needs nothing. */
const START = [...PGlite.defaultStartParams, "-c", "shared_buffers=8MB"];

async function begin({ folder }: PgliteThreadData): Promise<PGlite | "in-use" | "made"> {
  mkdirSync(folder, { recursive: true });
  const lock = lockFolder(folder);
  if (lock === "in-use") return lock;
  held.push(lock);
  const data = path.join(folder, "postgres");
  if (existsSync(data)) return PGlite.create(data, { startParams: START });
  await makeData(data);
  return "made";
}

function tell(begun: PgliteBegun): void {
  parentPort?.postMessage(begun);
}

async function serve(postgres: PGlite): Promise<void> {
  let last = Promise.resolve();
  const answer = (message: Uint8Array) =>
    postgres.execProtocolRawStream(message, {
      // The bytes lie in the engine's memory, which goes on being used.
      onRawData: (bytes) => parentPort?.postMessage(bytes.slice()),
    });
  parentPort?.on("message", (message: Uint8Array | "close") => {
    last = last.then(async () => {
      if (message !== "close") return answer(message);
      await postgres.close();
      parentPort?.close();
    });
    // What the engine does not survive ends this thread; the server hears of it.
    last.catch((error: unknown) => {
      throw error;
    });
  });
}

try {
  const postgres = await begin(workerData as PgliteThreadData);
  if (typeof postgres === "string") {
    tell({ kind: postgres });
  } else {
    await serve(postgres);
    tell({ kind: "ready" });
  }
} catch (error) {
  tell({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
}

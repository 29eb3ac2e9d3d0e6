import { open } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { DataInUseError, NewerDataError } from "../../errors.ts";
import { MIGRATIONS } from "./migrations.ts";

/** Puts what was committed on the disk; a store in memory has nothing to do. */
export type SyncToDisk = () => Promise<void>;

const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;

/** SQLite's primary result code, which node:sqlite leaves on its errors. */
function sqliteCode(error: unknown): number | undefined {
  const code = error instanceof Error && "errcode" in error ? error.errcode : undefined;
  return typeof code === "number" ? code & 0xff : undefined;
}

/** True when the disk has no room for a write, said by SQLite or by the file system. */
export function isDiskFull(error: unknown): boolean {
  const isNoSpace = error instanceof Error && "code" in error && error.code === "ENOSPC";
  return isNoSpace || sqliteCode(error) === SQLITE_FULL;
}

/**
 * Opens `file` (or `:memory:`) and brings its schema to the current version.
 *
 * The file is locked for this process alone: ids, timestamps and deliveries are ordered in memory.
 * Throws {@link DataInUseError} and {@link NewerDataError}.
 */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  try {
    // NORMAL leaves a commit's sync to the write queue, which does it outside the event loop.
    database.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA cache_size = -8000;
    `);
    migrate(database, file);
    return database;
  } catch (error) {
    database.close();
    throw sqliteCode(error) === SQLITE_BUSY ? new DataInUseError(file, error) : error;
  }
}

/**
 * Syncs the write-ahead log of `file`, to which SQLite appended what was committed. The log keeps
 * its inode as long as the database is open.
 */
export async function openLogSync(
  file: string,
): Promise<{ sync: SyncToDisk; close(): Promise<void> }> {
  if (file === ":memory:") return { sync: async () => {}, close: async () => {} };
  const log = await open(`${file}-wal`, "r+");
  return { sync: () => log.datasync(), close: () => log.close() };
}

function migrate(database: DatabaseSync, file: string): void {
  const found = Number(database.prepare("PRAGMA user_version").get()?.user_version ?? 0);
  if (found > MIGRATIONS.length) throw new NewerDataError(file, found, MIGRATIONS.length);
  database.exec("BEGIN EXCLUSIVE");
  for (const migration of MIGRATIONS.slice(found)) database.exec(migration);
  database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
  database.exec("COMMIT");
}

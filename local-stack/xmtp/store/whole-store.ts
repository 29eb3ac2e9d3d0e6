import { copyFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { type Staged, UnsureChangeError } from "../../snapshots/part.ts";
import { makeScratch } from "../../snapshots/staged-folder.ts";
import { openDatabase } from "./open-database.ts";
import { SyncFailedError, type WriteQueue } from "./write-queue.ts";

const FILE = "xmtp.sqlite";

/** A copy of the store as it is now, in a file of its own. Reads and writes wait meanwhile. */
export function saveStore(database: DatabaseSync, folder: string): void {
  database.prepare("VACUUM INTO ?").run(join(folder, FILE));
}

/**
 * Makes ready to replace all rows by those of a copy, or by none. The copy is opened as a copy of its
 * own, which is brought to the current schema: in the data folder, or among the system's temporary
 * files for a store in memory. Throws what {@link openDatabase} throws.
 */
export async function stageStore(
  database: DatabaseSync,
  writes: WriteQueue,
  folder: string | undefined,
  data: string | undefined,
): Promise<Staged> {
  const scratch = folder && (await makeScratch(data));
  const copy = scratch && join(scratch, FILE);
  const forget = async () => {
    if (scratch) await rm(scratch, { recursive: true, force: true });
  };
  if (folder && copy) {
    try {
      await copyFile(join(folder, FILE), copy);
      openDatabase(copy).close();
    } catch (error) {
      await forget();
      throw error;
    }
  }
  return {
    abort: forget,
    async commit() {
      try {
        if (copy) database.prepare("ATTACH ? AS staged").run(copy);
        try {
          await replaceInTurn(database, writes, copy !== undefined);
        } finally {
          if (copy) database.exec("DETACH staged");
        }
      } finally {
        // What stays is swept at the next start, and does not make the change a failure.
        await forget().catch(() => {});
      }
    },
  };
}

/** Throws {@link UnsureChangeError} when the rows are replaced and the disk did not take it. */
async function replaceInTurn(
  database: DatabaseSync,
  writes: WriteQueue,
  isFilled: boolean,
): Promise<void> {
  let isReplaced = false;
  try {
    await writes.enqueue(() => {
      replaceRows(database, isFilled);
      isReplaced = true;
    });
  } catch (error) {
    if (!isReplaced || !(error instanceof SyncFailedError)) throw error;
    throw new UnsureChangeError(error.message, { cause: error });
  }
}

/** Ids go on from where those of the copy were. */
function replaceRows(database: DatabaseSync, isFilled: boolean): void {
  const tables = database
    .prepare(
      "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    .all()
    .map(({ name }) => String(name));
  for (const table of [...tables, "sqlite_sequence"]) {
    database.exec(`DELETE FROM main.${table}`);
    if (isFilled) database.exec(`INSERT INTO main.${table} SELECT * FROM staged.${table}`);
  }
}

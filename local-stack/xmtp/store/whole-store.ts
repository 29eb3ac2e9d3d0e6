import { copyFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { openDatabase } from "./open-database.ts";
import type { WriteQueue } from "./write-queue.ts";

const FILE = "xmtp.sqlite";

/** A copy of the store as it is now, in a file of its own. Reads and writes wait meanwhile. */
export function saveStore(database: DatabaseSync, folder: string): void {
  database.prepare("VACUUM INTO ?").run(join(folder, FILE));
}

/**
 * Makes ready to replace all rows by those of a copy, or by none. The copy is opened as a copy of
 * its own, which is brought to the current schema. Throws what {@link openDatabase} throws.
 */
export async function stageStore(
  database: DatabaseSync,
  writes: WriteQueue,
  folder: string | undefined,
  scratch: string,
) {
  const copy = folder && join(scratch, `.staged-${process.pid}-${FILE}`);
  const forget = async () => {
    if (!copy) return;
    for (const end of ["", "-wal", "-shm"]) await rm(`${copy}${end}`, { force: true });
  };
  if (folder && copy) {
    await copyFile(join(folder, FILE), copy);
    try {
      openDatabase(copy).close();
    } catch (error) {
      await forget();
      throw error;
    }
  }
  return {
    abort: forget,
    async commit() {
      if (copy) database.prepare("ATTACH ? AS staged").run(copy);
      try {
        await writes.enqueue(() => replaceRows(database, copy !== undefined));
      } finally {
        if (copy) database.exec("DETACH staged");
        await forget();
      }
    },
  };
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

import type { Sql } from "postgres";
import { ParleyError } from "@/lib/errors/base.ts";
import { MIGRATIONS } from "./migrations/migrations.ts";

/**
 * Brings a database to this version, in one transaction: a process that is killed meanwhile leaves it
 * as it was, and of two that start at once one waits. Fails with `archive.newer-records`.
 */
export async function migrate(sql: Sql, migrations = MIGRATIONS): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction`SELECT pg_advisory_xact_lock(hashtextextended('parley migrations', 0))`;
    await transaction`
      CREATE TABLE IF NOT EXISTS parley_version (version integer NOT NULL)`;
    const [found] = await transaction<{ version: number }[]>`SELECT version FROM parley_version`;
    const version = found?.version ?? 0;
    if (version > migrations.length) throw newerThanThis(version, migrations.length);
    for (const migration of migrations.slice(version)) await transaction.unsafe(migration);
    if (!found) await transaction`INSERT INTO parley_version VALUES (${migrations.length})`;
    else if (version < migrations.length)
      await transaction`UPDATE parley_version SET version = ${migrations.length}`;
  });
}

function newerThanThis(found: number, known: number): ParleyError {
  return new ParleyError(
    "archive.newer-records",
    `The database is of version ${found}, made by a newer Parley; this one knows version ${known}. Install the newer one again, or give it another database.`,
  );
}

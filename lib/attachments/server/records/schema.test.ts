import { PGlite } from "@electric-sql/pglite";
import { getTableConfig, type PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { MIGRATIONS } from "./migrations/migrations.ts";
import { contents, copies, files, uploads } from "./schema.ts";

let database: PGlite;
beforeAll(async () => {
  database = await PGlite.create();
  for (const migration of MIGRATIONS) await database.exec(migration);
}, 120_000);
afterAll(() => database.close());

type Column = { table: string; name: string; type: string; isNullable: boolean };

async function migrated(): Promise<Column[]> {
  const { rows } = await database.query<Column>(`
    SELECT table_name AS "table", column_name AS name, data_type AS type,
      is_nullable = 'YES' AS "isNullable"
    FROM information_schema.columns WHERE table_schema = 'public'
    ORDER BY table_name, column_name`);
  return rows;
}

it("is what the migrations make", async () => {
  const said = [uploads, contents, files, copies].flatMap((each: PgTable) => {
    const { name: table, columns } = getTableConfig(each);
    return columns.map((column) => ({
      table,
      name: column.name,
      type: column.getSQLType(),
      isNullable: !column.notNull,
    }));
  });
  const sorted = said.sort((a, b) => (`${a.table} ${a.name}` < `${b.table} ${b.name}` ? -1 : 1));
  expect(sorted).toEqual(await migrated());
});

it("has nothing of a file but whose it is, its CID, its size, and when it came", async () => {
  const names = new Set((await migrated()).map(({ name }) => name));
  expect([...names].sort()).toEqual([
    "archived_at_ms",
    "cid",
    "expires_at_ms",
    "id",
    "inbox_id",
    "is_done",
    "is_on_node",
    "next_try_at_ms",
    "size_bytes",
    "staging_key",
    "status",
    "tries",
  ]);
});

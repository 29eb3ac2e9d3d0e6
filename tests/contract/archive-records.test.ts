import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate } from "@/lib/attachments/server/records/migrate.ts";
import { MIGRATIONS } from "@/lib/attachments/server/records/migrations/migrations.ts";
import {
  embeddedDatabase,
  HAS_SERVER,
  serverDatabase,
  type TestDatabase,
} from "../fakes/test-records.ts";
import { describeArchiveRecords } from "./archive-records-contract.ts";

describe("the embedded database", () => {
  describeArchiveRecords(async () => embeddedDatabase());
});

describe.runIf(HAS_SERVER)("a Postgres server", () => {
  describeArchiveRecords(serverDatabase);

  describe("that several use", () => {
    let database: TestDatabase & { url: string };
    beforeAll(async () => {
      database = await serverDatabase();
    }, 120_000);
    afterAll(() => database.dispose());

    it("is brought to this version once, whoever begins at the same moment", async () => {
      const opened = await Promise.all(Array.from({ length: 5 }, () => database.open()));
      expect(await opened[4]?.records.unreferenced(1)).toEqual([]);
      await Promise.all(opened.map((each) => each.close()));
    });

    it("stays as it was when a migration breaks off, and goes on from there", async () => {
      const sql = postgres(database.url, { max: 1, onnotice: () => {} });
      const next = "CREATE TABLE next_thing (a int)";
      await expect(migrate(sql, [...MIGRATIONS, next, "SELECT nonsense"])).rejects.toThrow();
      expect(await sql`SELECT to_regclass('next_thing') AS found`).toEqual([{ found: null }]);
      await migrate(sql, [...MIGRATIONS, next]);
      expect(await sql`SELECT version FROM parley_version`).toEqual([{ version: 2 }]);
      await sql.end();
    });

    it("is left alone when a newer Parley made it", async () => {
      await expect(database.open()).rejects.toMatchObject({
        code: "archive.newer-records",
        message: expect.stringContaining("version 2"),
      });
    });
  });
});

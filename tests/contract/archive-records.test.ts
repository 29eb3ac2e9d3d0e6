import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Worker } from "node:worker_threads";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { migrate } from "@/lib/attachments/server/records/migrate.ts";
import { MIGRATIONS } from "@/lib/attachments/server/records/migrations/migrations.ts";
import { openServerRecords } from "@/lib/attachments/server/records/open-records.ts";
import { openPglite } from "@/lib/attachments/server/records/pglite-thread.ts";
import { withSteadyTransactions } from "@/lib/attachments/server/records/steady-transactions.ts";
import {
  embeddedDatabase,
  HAS_SERVER,
  serverDatabase,
  type TestDatabase,
} from "../fakes/test-records.ts";
import { describeArchiveRecords } from "./archive-records-contract.ts";

describe("the embedded database", () => {
  describeArchiveRecords(async () => embeddedDatabase());

  it("goes on in another thread when its own has ended, whatever it was doing", async () => {
    const threads: Worker[] = [];
    const note = (thread: Worker) => threads.push(thread);
    process.on("worker", note);
    const database = embeddedDatabase();
    const { records, close } = await database.open();
    const content = { cid: "c", sizeBytes: 1 };
    await records.intend(content);
    const asked = records.unreferenced(1);
    await threads.at(-1)?.terminate();
    await asked.catch(() => undefined);
    const until = threads.length;
    // What was under way is lost with the thread.
    expect(await vi.waitFor(() => records.unreferenced(1), 30_000)).toEqual(["c"]);
    expect(threads.length).toBe(until + 1);
    process.off("worker", note);
    await close();
    await database.dispose();
  }, 60_000);
});

describe.each(["succeeds", "fails"])("a transaction whose task %s", (how) => {
  it("is told that its connection was lost, and nothing is thrown beside that", async () => {
    const threads: Worker[] = [];
    const note = (thread: Worker) => threads.push(thread);
    process.on("worker", note);
    const folder = mkdtempSync(path.join(tmpdir(), "parley-records-"));
    const connection = await openPglite(folder);
    const socket = connection.socket as never;
    const sql = withSteadyTransactions(
      postgres({ max: 1, user: "postgres", database: "postgres", socket } as object),
    );
    const lost = sql.begin(async (transaction) => {
      await transaction`SELECT 1`;
      const isClosed = once(await connection.socket(), "close");
      await threads.at(-1)?.terminate();
      await isClosed;
      if (how === "fails") throw new Error("for its own reasons");
    });
    await expect(lost).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
    expect(await sql`SELECT 1 AS one`).toEqual([{ one: 1 }]);
    process.off("worker", note);
    await sql.end({ timeout: 5 });
    await connection.close();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);
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

    it("is asked again after it was away", async () => {
      const opened = await database.open();
      const admin = postgres(database.url, { max: 1 });
      const held = opened.locks.withCid("c", async ({ mustHold }) => {
        await admin`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid()`;
        await mustHold();
      });
      // Who lost the lock hears of it before anything is done without it.
      await expect(held).rejects.toThrow();
      await admin.end();
      expect(await opened.records.unreferenced(1)).toEqual([]);
      await opened.locks.withCid("c", async () => undefined);
      await opened.close();
    }, 30_000);

    it("is said to be away when it is", async () => {
      const url = "postgres://parley@127.0.0.1:1/parley";
      await expect(openServerRecords(url)).rejects.toMatchObject({ code: "archive.no-records" });
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

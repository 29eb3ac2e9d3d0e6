import { drizzle } from "drizzle-orm/postgres-js";
import postgres, { type Options, type Sql } from "postgres";
import { ParleyError } from "@/lib/errors/base.ts";
import type { ArchiveLocks, ArchiveRecords } from "../../ports.ts";
import { processLocks, serverLocks } from "./archive-locks.ts";
import { createArchiveRecords } from "./archive-records.ts";
import { migrate } from "./migrate.ts";
import { openPglite } from "./pglite-thread.ts";
import { withSteadyTransactions } from "./steady-transactions.ts";

export type OpenedRecords = {
  records: ArchiveRecords;
  locks: ArchiveLocks;
  close(): Promise<void>;
};

type ClientOptions = Options<Record<string, never>>;

const CONNECTIONS = 10;

/** Each is for one CID that is just being added to the node, or taken from it. */
const LOCK_CONNECTIONS = 8;

/** No query of this server needs more. */
const STATEMENT_TIMEOUT_MS = 15_000;

const COMMON = {
  fetch_types: false,
  // What a query says beside its answer is of no use to anybody here.
  onnotice: () => {},
} satisfies ClientOptions;

/**
 * The records on a Postgres server. Fails with `archive.no-records` when it does not answer, and
 * `archive.newer-records`.
 */
export async function openServerRecords(url: string): Promise<OpenedRecords> {
  const options = { ...COMMON, connect_timeout: 10 };
  const sql = connect(url, {
    ...options,
    max: CONNECTIONS,
    connection: { statement_timeout: STATEMENT_TIMEOUT_MS, application_name: "parley" },
  });
  const lockSql = connect(url, {
    ...options,
    max: LOCK_CONNECTIONS,
    connection: { application_name: "parley locks" },
  });
  const close = async () => {
    await Promise.all([sql.end({ timeout: 5 }), lockSql.end({ timeout: 5 })]);
  };
  await prepare(sql, close);
  return { records: createArchiveRecords(drizzle(sql)), locks: serverLocks(lockSql), close };
}

/**
 * The records in `folder`, by an embedded Postgres for this process alone. Fails with
 * `archive.records-in-use`, `archive.no-records` and `archive.newer-records`.
 */
export async function openFolderRecords(folder: string): Promise<OpenedRecords> {
  const connection = await openPglite(folder);
  const client = postgres({
    ...COMMON,
    max: 1,
    max_lifetime: null,
    user: "postgres",
    database: "postgres",
    // Its types don't say that it takes a connection from here.
    socket: connection.socket,
  } as ClientOptions);
  const sql = withSteadyTransactions(client);
  const close = async () => {
    await sql.end({ timeout: 5 });
    await connection.close();
  };
  await prepare(sql, close);
  return { records: createArchiveRecords(drizzle(sql)), locks: processLocks(), close };
}

function connect(url: string, options: ClientOptions): Sql {
  return withSteadyTransactions(postgres(url, options));
}

async function prepare(sql: Sql, close: () => Promise<void>): Promise<void> {
  try {
    await migrate(sql);
  } catch (error) {
    await close();
    if (error instanceof ParleyError) throw error;
    throw new ParleyError("archive.no-records", "The database can't be used", { cause: error });
  }
}

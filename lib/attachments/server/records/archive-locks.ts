import type { Sql } from "postgres";
import { oneAtATime } from "@/lib/async/one-at-a-time.ts";
import type { ArchiveLocks } from "../../ports.ts";

/** For a database that this process alone has. */
export function processLocks(): ArchiveLocks {
  const run = oneAtATime();
  return {
    withCid: (cid, task) => run(cid, () => task({ mustHold: async () => {} })),
    whenAlone: (name, task) => run(`alone ${name}`, task),
  };
}

/**
 * For a Postgres server that several processes have: advisory locks, each held by a transaction with a
 * connection of its own, so that the server lets go of it when the process dies. `sql` must be for
 * nothing else: who waits for a lock has a connection too.
 */
export function serverLocks(sql: Sql): ArchiveLocks {
  const run = oneAtATime();
  return {
    withCid: (cid, task) =>
      run(cid, () =>
        inTransaction(sql, async (transaction) => {
          await transaction`SELECT pg_advisory_xact_lock(hashtextextended(${`cid ${cid}`}, 0))`;
          const mustHold = async () => {
            await transaction`SELECT 1`;
          };
          return task({ mustHold });
        }),
      ),
    whenAlone: (name, task) =>
      run(`alone ${name}`, () =>
        inTransaction(sql, async (transaction) => {
          const [got] = await transaction<{ is_alone: boolean }[]>`
            SELECT pg_try_advisory_xact_lock(hashtextextended(${`alone ${name}`}, 0)) AS is_alone`;
          if (got?.is_alone) await task();
        }),
      ),
  };
}

/** Waits for a lock, and for what is done under it, as long as that takes. */
async function inTransaction<Result>(
  sql: Sql,
  task: (transaction: Sql) => Promise<Result>,
): Promise<Result> {
  const result = await sql.begin(async (transaction) => {
    await transaction`SET LOCAL statement_timeout = 0`;
    await transaction`SET LOCAL idle_in_transaction_session_timeout = 0`;
    // What `begin` gives lacks only what ends connections.
    return { value: await task(transaction as unknown as Sql) };
  });
  return result.value as Result;
}

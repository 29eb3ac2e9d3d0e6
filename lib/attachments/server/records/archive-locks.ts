import type { Sql, TransactionSql } from "postgres";
import { oneAtATime } from "@/lib/async/one-at-a-time.ts";
import type { ArchiveLocks, CidLock } from "../../ports.ts";
import { toRecordsError } from "./archive-records.ts";

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
      run(cid, async () => {
        const acquire = async (transaction: TransactionSql) => {
          await transaction`SELECT pg_advisory_xact_lock(hashtextextended(${`cid ${cid}`}, 0))`;
          return true;
        };
        const running = await underLock(sql, acquire, task);
        // It waits as long as it takes.
        if (!running) throw new Error("A lock was not waited for");
        return running.result;
      }),
    whenAlone: (name, task) =>
      run(`alone ${name}`, async () => {
        const acquire = async (transaction: TransactionSql) => {
          const [got] = await transaction<{ is_alone: boolean }[]>`
            SELECT pg_try_advisory_xact_lock(hashtextextended(${`alone ${name}`}, 0)) AS is_alone`;
          return got?.is_alone === true;
        };
        await (await underLock(sql, acquire, task))?.result;
      }),
  };
}

type Task<Result> = (lock: CidLock) => Promise<Result>;

/**
 * Runs the task while the lock is held; undefined when it was not to be had. Comes back when the task
 * has ended, also when the connection was lost meanwhile: then `mustHold` fails. Waits for the lock,
 * and for what is done under it, as long as that takes. Fails with `archive.no-records`.
 */
async function underLock<Result>(
  sql: Sql,
  acquire: (transaction: TransactionSql) => Promise<boolean>,
  task: Task<Result>,
): Promise<{ result: Promise<Result> } | undefined> {
  let running: Promise<Result> | undefined;
  const lost = Promise.withResolvers<never>();
  lost.promise.catch(() => undefined);
  let isLost = false;
  await sql
    .begin(async (transaction) => {
      await transaction`SET LOCAL statement_timeout = 0`;
      await transaction`SET LOCAL idle_in_transaction_session_timeout = 0`;
      if (!(await acquire(transaction))) return;
      const mustHold = async () => {
        // Another would have its connection by now.
        const held = isLost ? lost.promise : Promise.race([transaction`SELECT 1`, lost.promise]);
        await held.catch(toRecordsError);
      };
      running = task({ mustHold });
      await settled(running);
    })
    .catch((error: unknown) => {
      if (!running) return toRecordsError(error);
      isLost = true;
      lost.reject(error);
    });
  await settled(running);
  return running && { result: running };
}

async function settled(task: Promise<unknown> | undefined): Promise<void> {
  await task?.catch(() => undefined);
}

import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import type { Sql, TransactionSql } from "postgres";

type Task<Result> = (transaction: TransactionSql) => Promise<Result>;

/**
 * The same client, whose transactions may lose their connection. The driver would write their
 * COMMIT or ROLLBACK to a socket that is not there any more: that throws outside of all promises,
 * and ends the process.
 */
export function withSteadyTransactions(sql: Sql): Sql {
  return new Proxy(sql, {
    get: (target, name) =>
      name === "begin"
        ? <Result>(task: Task<Result>) => begin(target, task)
        : Reflect.get(target, name),
  });
}

async function begin<Result>(sql: Sql, task: Task<Result>): Promise<Result> {
  let isOver = false;
  const result = sql.begin(async (transaction) => {
    try {
      return await task(transaction);
    } finally {
      // What failed it may be the loss of the connection, which is told a moment later.
      await turnOfTheLoop();
      // The driver has answered already, and must not come to the end of it.
      if (isOver) await new Promise(() => undefined);
    }
  });
  result.catch(() => {
    isOver = true;
  });
  return result as Promise<Result>;
}

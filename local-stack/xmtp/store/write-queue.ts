import type { DatabaseSync } from "node:sqlite";
import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import { ShuttingDownError } from "../shutting-down-error.ts";
import { isDiskFull, type SyncToDisk } from "./open-database.ts";

/** The disk is full: nothing of the refused write was stored. */
export class StoreFullError extends Error {
  override readonly name = "StoreFullError";
}

/**
 * The disk did not take what was committed: whether it is there after a power cut nobody knows, and no later
 * sync would say. No gRPC status is meant for it, so that clients get `Internal` and the log the reason.
 */
export class SyncFailedError extends Error {
  override readonly name = "SyncFailedError";
}

type Job = {
  run: () => void;
  settle: (failure?: unknown) => void;
};

/**
 * Writes that arrive together are committed together and share one `fdatasync`. A caller's promise
 * resolves after it, so what it acknowledges survives even a power cut. The disk is waited for
 * outside the event loop: meanwhile reads are served and the next batch gathers.
 */
export class WriteQueue {
  readonly #database: DatabaseSync;
  readonly #syncToDisk: SyncToDisk;
  #waiting: Job[] = [];
  #flushing: Promise<void> | undefined;
  #isClosed = false;
  /** Why no write is taken any more. */
  #syncFailure: SyncFailedError | undefined;

  constructor(database: DatabaseSync, syncToDisk: SyncToDisk = async () => {}) {
    this.#database = database;
    this.#syncToDisk = syncToDisk;
  }

  /**
   * Runs `write` inside the next transaction; `committed` runs once it is on the disk, in the order
   * of the writes, before anybody's promise resolves. A `write` that throws is undone alone.
   * Rejects with {@link StoreFullError}, {@link ShuttingDownError} or what `write` threw: nothing was stored.
   * With {@link SyncFailedError}, and with what `committed` threw, it may be or is.
   */
  enqueue<Result>(write: () => Result, committed?: (result: Result) => void): Promise<Result> {
    if (this.#syncFailure) return Promise.reject(this.#syncFailure);
    if (this.#isClosed) return Promise.reject(new ShuttingDownError());
    return new Promise((resolve, reject) => {
      let result: Result;
      const run = () => {
        result = write();
      };
      const settle = (failure?: unknown) => {
        if (failure !== undefined) return reject(failure);
        try {
          committed?.(result);
          resolve(result);
        } catch (error) {
          reject(error);
        }
      };
      this.#waiting.push({ run, settle });
      this.#flushing ??= this.#flush();
    });
  }

  /** Why no write is taken any more; undefined while they are. */
  get failure(): SyncFailedError | undefined {
    return this.#syncFailure;
  }

  /** How many writes wait for the next transaction. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Refuses new writes; resolves when those before are on the disk. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#flushing;
  }

  async #flush(): Promise<void> {
    // Let everything that arrives in this turn of the event loop into the first batch.
    await turnOfTheLoop();
    while (this.#waiting.length > 0) {
      const jobs = this.#waiting;
      this.#waiting = [];
      await this.#commit(jobs);
    }
    this.#flushing = undefined;
  }

  async #commit(jobs: readonly Job[]): Promise<void> {
    if (this.#syncFailure) return settleAll(jobs, () => this.#syncFailure);
    const failures = new Map<Job, unknown>();
    try {
      this.#database.exec("BEGIN IMMEDIATE");
      for (const job of jobs) this.#runUndoably(job, failures);
      this.#database.exec("COMMIT");
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      const failure = asStoreError(error);
      return settleAll(jobs, () => failure);
    }
    const failure = await this.#sync();
    settleAll(jobs, (job) => failures.get(job) ?? failure);
  }

  async #sync(): Promise<SyncFailedError | undefined> {
    try {
      await this.#syncToDisk();
    } catch (cause) {
      this.#syncFailure = new SyncFailedError("The disk failed: nothing is stored any more.", {
        cause,
      });
      return new SyncFailedError("The disk failed: what was stored last may be lost.", { cause });
    }
    return undefined;
  }

  #runUndoably(job: Job, failures: Map<Job, unknown>): void {
    this.#database.exec("SAVEPOINT job");
    try {
      job.run();
      this.#database.exec("RELEASE job");
    } catch (error) {
      // A full disk may already have rolled the whole transaction back; then nothing is kept.
      if (!this.#database.isTransaction) throw error;
      this.#database.exec("ROLLBACK TO job; RELEASE job");
      failures.set(job, asStoreError(error));
    }
  }
}

function settleAll(jobs: readonly Job[], failureOf: (job: Job) => unknown): void {
  for (const job of jobs) job.settle(failureOf(job));
}

function asStoreError(error: unknown): unknown {
  if (!isDiskFull(error)) return error;
  return new StoreFullError("The node's disk is full; nothing was stored.", { cause: error });
}

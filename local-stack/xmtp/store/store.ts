import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { Staged } from "../../snapshots/part.ts";
import { createClock } from "./clock.ts";
import { CommitLog } from "./commit-log.ts";
import { GroupMessages, prepareBig } from "./group-messages.ts";
import { InboxLog } from "./inbox-log.ts";
import { KeyPackages } from "./key-packages.ts";
import { openDatabase, openLogSync } from "./open-database.ts";
import { WelcomeMessages } from "./welcome-messages.ts";
import { saveStore, stageStore } from "./whole-store.ts";
import { WriteQueue } from "./write-queue.ts";

/** How much the node holds. */
export type StoreCounts = {
  groupMessages: number;
  welcomeMessages: number;
  installations: number;
  inboxes: number;
};

/** All that the node remembers, in one SQLite file. Reads are immediate, writes go through `writes`. */
export type Store = {
  groupMessages: GroupMessages;
  welcomeMessages: WelcomeMessages;
  keyPackages: KeyPackages;
  inboxLog: InboxLog;
  commitLog: CommitLog;
  writes: WriteQueue;
  counts(): StoreCounts;
  stage(folder: string | undefined): Promise<Staged>;
  save(folder: string): void;
  /** Resolves when every write that was taken is on the disk. */
  close(): Promise<void>;
};

/** Opens the store in `file`, or `:memory:` for one that ends with the process. */
export async function openStore(file: string, nowMs?: () => number): Promise<Store> {
  const database = openDatabase(file);
  const log = await openLogSync(file);
  const clock = createClock(newestTimestampNs(database), nowMs);
  const writes = new WriteQueue(database, log.sync);
  const counts = database.prepare(`SELECT
    (SELECT coalesce(max(id), 0) FROM group_message) AS groupMessages,
    (SELECT coalesce(max(id), 0) FROM welcome_message) AS welcomeMessages,
    (SELECT count(*) FROM key_package) AS installations,
    (SELECT count(DISTINCT inbox_id) FROM inbox_log) AS inboxes`);
  return {
    groupMessages: new GroupMessages(database, clock),
    welcomeMessages: new WelcomeMessages(database, clock),
    keyPackages: new KeyPackages(database, clock),
    inboxLog: new InboxLog(database, clock),
    commitLog: new CommitLog(database),
    writes,
    counts: () => counts.get() as StoreCounts,
    save: (folder) => saveStore(database, folder),
    stage: (folder) =>
      stageStore(database, writes, folder, file === ":memory:" ? undefined : dirname(file)),
    async close() {
      await writes.close();
      await log.close();
      database.close();
    },
  };
}

function newestTimestampNs(database: DatabaseSync): bigint {
  const row = prepareBig(
    database,
    `SELECT max(
       coalesce((SELECT created_ns FROM group_message ORDER BY id DESC LIMIT 1), 0),
       coalesce((SELECT created_ns FROM welcome_message ORDER BY id DESC LIMIT 1), 0),
       coalesce((SELECT server_timestamp_ns FROM inbox_log ORDER BY sequence_id DESC LIMIT 1), 0),
       coalesce((SELECT max(updated_ns) FROM key_package), 0)
     ) AS newest`,
  ).get() as { newest: bigint };
  return row.newest;
}

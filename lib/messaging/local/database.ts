import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { StoredOutgoing } from "../core/outbox.ts";
import type { Decision } from "../core/records.ts";
import type { LocalSnapshot } from "../ports/stores.ts";

const VERSION = 1;

type MessagingSchema = DBSchema & {
  snapshots: { key: string; value: LocalSnapshot };
  outbox: {
    key: number;
    value: OutboxEntry;
    indexes: { byMessage: [string, string] };
  };
};

/** `order` is given by the database: two messages may be written in one millisecond. */
export type OutboxEntry = StoredOutgoing & { inboxId: string; order?: number };

export type MessagingDatabase = IDBPDatabase<MessagingSchema>;

/**
 * What this device keeps beside the engine's store, one database for each network.
 * Keys carry the inbox, so that two accounts of one profile never see each other's.
 */
export function openDatabase(xmtpEnv: string): Promise<MessagingDatabase> {
  return openDB<MessagingSchema>(`parley-messaging-${xmtpEnv}`, VERSION, {
    upgrade(database) {
      database.createObjectStore("snapshots");
      const outbox = database.createObjectStore("outbox", {
        keyPath: "order",
        autoIncrement: true,
      });
      outbox.createIndex("byMessage", ["inboxId", "key"], { unique: true });
    },
  });
}

type DecisionSchema = DBSchema & {
  decisions: { key: [inboxId: string, thread: string]; value: Decision };
};

export type DecisionDatabase = IDBPDatabase<DecisionSchema>;

/**
 * A database of its own: a new version of the other one would wait for each tab of an older
 * Parley to close.
 */
export function openDecisions(xmtpEnv: string): Promise<DecisionDatabase> {
  return openDB<DecisionSchema>(`parley-decisions-${xmtpEnv}`, VERSION, {
    upgrade(database) {
      database.createObjectStore("decisions");
    },
  });
}

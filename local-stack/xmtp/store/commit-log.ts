import type { DatabaseSync, StatementSync } from "node:sqlite";
import { prepareBig } from "./group-messages.ts";

/** A member's signed account of one commit (XIP-68). */
export type StoredCommitLogEntry = {
  id: bigint;
  entry: Uint8Array;
  signature: Uint8Array;
  publicKey: Uint8Array;
};

/** Commit logs by group; always read oldest first. */
export class CommitLog {
  readonly #insert: StatementSync;
  readonly #page: StatementSync;

  constructor(database: DatabaseSync) {
    this.#insert = database.prepare(
      "INSERT INTO commit_log (group_id, entry, signature, public_key) VALUES (?, ?, ?, ?)",
    );
    this.#page = prepareBig(
      database,
      `SELECT id, entry, signature, public_key AS publicKey FROM commit_log
       WHERE group_id = ? AND id > ? ORDER BY id ASC LIMIT ?`,
    );
  }

  insert(groupId: Uint8Array, logEntry: Omit<StoredCommitLogEntry, "id">): void {
    this.#insert.run(groupId, logEntry.entry, logEntry.signature, logEntry.publicKey);
  }

  page(groupId: Uint8Array, cursor: bigint, limit: number): StoredCommitLogEntry[] {
    return this.#page.all(groupId, cursor, limit) as StoredCommitLogEntry[];
  }
}

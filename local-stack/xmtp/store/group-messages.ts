import { createHash } from "node:crypto";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Clock } from "./clock.ts";
import { type PageQuery, pageBounds } from "./paging.ts";

/** A message of a group in the order the node gave it. */
export type StoredGroupMessage = {
  id: bigint;
  createdNs: bigint;
  groupId: Uint8Array;
  data: Uint8Array;
  senderHmac: Uint8Array;
  shouldPush: boolean;
  isCommit: boolean;
};

export type NewGroupMessage = Omit<StoredGroupMessage, "id" | "createdNs">;

type Row = {
  id: bigint;
  created_ns: bigint;
  group_id: Uint8Array;
  data: Uint8Array;
  sender_hmac: Uint8Array;
  should_push: bigint;
  is_commit: bigint;
};

const COLUMNS = "id, created_ns, group_id, data, sender_hmac, should_push, is_commit";

/** Group messages by topic (group id), each identical message kept once. */
export class GroupMessages {
  readonly #insert: StatementSync;
  readonly #ascending: StatementSync;
  readonly #descending: StatementSync;
  readonly #newest: StatementSync;
  readonly #clock: Clock;

  constructor(database: DatabaseSync, clock: Clock) {
    const page = `SELECT ${COLUMNS} FROM group_message WHERE group_id = ? AND id > ? AND id < ?`;
    this.#insert = prepareBig(
      database,
      `INSERT INTO group_message (created_ns, group_id, data, sender_hmac, should_push, is_commit, content_hash)
       VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (content_hash) DO NOTHING RETURNING id`,
    );
    this.#ascending = prepareBig(database, `${page} ORDER BY id ASC LIMIT ?`);
    this.#descending = prepareBig(database, `${page} ORDER BY id DESC LIMIT ?`);
    this.#newest = prepareBig(
      database,
      `SELECT ${COLUMNS} FROM group_message WHERE group_id = ? ORDER BY id DESC LIMIT 1`,
    );
    this.#clock = clock;
  }

  /** Stores the message and says its id; `undefined` when the same message was there already. */
  insert(message: NewGroupMessage): StoredGroupMessage | undefined {
    const createdNs = this.#clock.nextNs();
    const { groupId, data, senderHmac, shouldPush, isCommit } = message;
    const row = this.#insert.get(
      createdNs,
      groupId,
      data,
      senderHmac,
      Number(shouldPush),
      Number(isCommit),
      createHash("sha256").update(groupId).update(data).digest(),
    ) as { id: bigint } | undefined;
    return row && { ...message, id: row.id, createdNs };
  }

  page(groupId: Uint8Array, query: PageQuery): StoredGroupMessage[] {
    const { after, before } = pageBounds(query);
    const statement = query.descending ? this.#descending : this.#ascending;
    return (statement.all(groupId, after, before, query.limit) as Row[]).map(fromRow);
  }

  newest(groupId: Uint8Array): StoredGroupMessage | undefined {
    const row = this.#newest.get(groupId) as Row | undefined;
    return row && fromRow(row);
  }
}

/** Ids and timestamps exceed what a JavaScript number holds exactly. */
export function prepareBig(database: DatabaseSync, sql: string): StatementSync {
  const statement = database.prepare(sql);
  statement.setReadBigInts(true);
  return statement;
}

function fromRow(row: Row): StoredGroupMessage {
  return {
    id: row.id,
    createdNs: row.created_ns,
    groupId: row.group_id,
    data: row.data,
    senderHmac: row.sender_hmac,
    shouldPush: row.should_push === 1n,
    isCommit: row.is_commit === 1n,
  };
}

import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Clock } from "./clock.ts";
import { prepareBig } from "./group-messages.ts";

/** One entry of an inbox log; `update` is the serialized IdentityUpdate. */
export type StoredIdentityUpdate = {
  sequenceId: bigint;
  serverTimestampNs: bigint;
  update: Uint8Array;
};

/** A wallet or passkey that can sign in to an inbox. `kind` is the wire's IdentifierKind. */
export type AccountIdentifier = { identifier: string; kind: number };

/** Inbox logs, and which inbox each identifier belongs to. */
export class InboxLog {
  readonly #insert: StatementSync;
  readonly #after: StatementSync;
  readonly #members: StatementSync;
  readonly #associate: StatementSync;
  readonly #revoke: StatementSync;
  readonly #inboxOf: StatementSync;
  readonly #latest: StatementSync;
  readonly #clock: Clock;

  constructor(database: DatabaseSync, clock: Clock) {
    this.#clock = clock;
    this.#insert = prepareBig(
      database,
      "INSERT INTO inbox_log (inbox_id, server_timestamp_ns, identity_update) VALUES (?, ?, ?) RETURNING sequence_id",
    );
    this.#after = prepareBig(
      database,
      `SELECT sequence_id AS sequenceId, server_timestamp_ns AS serverTimestampNs, identity_update AS "update"
       FROM inbox_log WHERE inbox_id = ? AND sequence_id > ? ORDER BY sequence_id`,
    );
    this.#members = database.prepare(
      "SELECT identifier, kind FROM identifier_log WHERE inbox_id = ? AND revocation_sequence_id IS NULL",
    );
    this.#associate = database.prepare(
      "INSERT INTO identifier_log (identifier, kind, inbox_id, association_sequence_id) VALUES (?, ?, ?, ?)",
    );
    this.#revoke = database.prepare(
      `UPDATE identifier_log SET revocation_sequence_id = ?
       WHERE identifier = ? AND kind = ? AND inbox_id = ? AND revocation_sequence_id IS NULL`,
    );
    this.#inboxOf = database.prepare(
      `SELECT inbox_id FROM identifier_log WHERE identifier = ? AND kind = ? AND revocation_sequence_id IS NULL
       ORDER BY association_sequence_id DESC LIMIT 1`,
    );
    this.#latest = database.prepare(
      `SELECT inbox_id AS inboxId FROM inbox_log
       WHERE instr(inbox_id, ?1) > 0 OR inbox_id IN
         (SELECT inbox_id FROM identifier_log WHERE instr(identifier, ?1) > 0)
       GROUP BY inbox_id ORDER BY max(sequence_id) DESC LIMIT ?2`,
    );
  }

  entriesAfter(inboxId: string, sequenceId: bigint): StoredIdentityUpdate[] {
    return this.#after.all(inboxId, sequenceId) as StoredIdentityUpdate[];
  }

  /**
   * Appends an update whose effect is that exactly `members` belong to the inbox.
   * Run it inside one transaction: the log and the identifiers must never disagree.
   */
  append(inboxId: string, update: Uint8Array, members: readonly AccountIdentifier[]): void {
    const { sequence_id } = this.#insert.get(inboxId, this.#clock.nextNs(), update) as {
      sequence_id: bigint;
    };
    const before = this.#members.all(inboxId) as AccountIdentifier[];
    for (const gone of missingFrom(members, before)) {
      this.#revoke.run(sequence_id, gone.identifier, gone.kind, inboxId);
    }
    for (const added of missingFrom(before, members)) {
      this.#associate.run(added.identifier, added.kind, inboxId, sequence_id);
    }
  }

  /**
   * The inboxes whose id, or an identifier that they have or had, holds `text`; those that changed
   * last are first.
   */
  latest(text: string, limit: number): string[] {
    return (this.#latest.all(text, limit) as { inboxId: string }[]).map(({ inboxId }) => inboxId);
  }

  /** The inbox of the identifier's latest association that is not revoked. */
  inboxIdOf({ identifier, kind }: AccountIdentifier): string | undefined {
    const row = this.#inboxOf.get(identifier, kind) as { inbox_id: string } | undefined;
    return row?.inbox_id;
  }
}

function missingFrom(
  known: readonly AccountIdentifier[],
  candidates: readonly AccountIdentifier[],
) {
  const keys = new Set(known.map(({ identifier, kind }) => `${kind}:${identifier}`));
  return candidates.filter(({ identifier, kind }) => !keys.has(`${kind}:${identifier}`));
}

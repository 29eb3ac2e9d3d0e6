import { createHash } from "node:crypto";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Clock } from "./clock.ts";
import { prepareBig } from "./group-messages.ts";
import { type PageQuery, pageBounds } from "./paging.ts";

/** A welcome, or a pointer to one (`isPointer`), for one installation. */
export type StoredWelcomeMessage = {
  id: bigint;
  createdNs: bigint;
  installationKey: Uint8Array;
  isPointer: boolean;
  data: Uint8Array;
  hpkePublicKey: Uint8Array;
  wrapperAlgorithm: number;
  welcomeMetadata: Uint8Array;
};

export type NewWelcomeMessage = Omit<StoredWelcomeMessage, "id" | "createdNs">;

type Row = {
  id: bigint;
  created_ns: bigint;
  installation_key: Uint8Array;
  is_pointer: bigint;
  data: Uint8Array;
  hpke_public_key: Uint8Array;
  wrapper_algorithm: bigint;
  welcome_metadata: Uint8Array;
};

const COLUMNS =
  "id, created_ns, installation_key, is_pointer, data, hpke_public_key, wrapper_algorithm, welcome_metadata";

/** Welcomes by topic (installation key), each identical one kept once. */
export class WelcomeMessages {
  readonly #insert: StatementSync;
  readonly #ascending: StatementSync;
  readonly #descending: StatementSync;
  readonly #clock: Clock;

  constructor(database: DatabaseSync, clock: Clock) {
    const page = `SELECT ${COLUMNS} FROM welcome_message WHERE installation_key = ? AND id > ? AND id < ?`;
    this.#insert = prepareBig(
      database,
      `INSERT INTO welcome_message (created_ns, installation_key, is_pointer, data, hpke_public_key,
         wrapper_algorithm, welcome_metadata, content_hash)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (content_hash) DO NOTHING RETURNING id`,
    );
    this.#ascending = prepareBig(database, `${page} ORDER BY id ASC LIMIT ?`);
    this.#descending = prepareBig(database, `${page} ORDER BY id DESC LIMIT ?`);
    this.#clock = clock;
  }

  /** Stores the welcome and says its id; `undefined` when the same one was there already. */
  insert(welcome: NewWelcomeMessage): StoredWelcomeMessage | undefined {
    const createdNs = this.#clock.nextNs();
    const { installationKey, data } = welcome;
    const row = this.#insert.get(
      createdNs,
      installationKey,
      Number(welcome.isPointer),
      data,
      welcome.hpkePublicKey,
      welcome.wrapperAlgorithm,
      welcome.welcomeMetadata,
      createHash("sha256").update(installationKey).update(data).digest(),
    ) as { id: bigint } | undefined;
    return row && { ...welcome, id: row.id, createdNs };
  }

  page(installationKey: Uint8Array, query: PageQuery): StoredWelcomeMessage[] {
    const { after, before } = pageBounds(query);
    const statement = query.descending ? this.#descending : this.#ascending;
    return (statement.all(installationKey, after, before, query.limit) as Row[]).map(fromRow);
  }
}

function fromRow(row: Row): StoredWelcomeMessage {
  return {
    id: row.id,
    createdNs: row.created_ns,
    installationKey: row.installation_key,
    isPointer: row.is_pointer === 1n,
    data: row.data,
    hpkePublicKey: row.hpke_public_key,
    wrapperAlgorithm: Number(row.wrapper_algorithm),
    welcomeMetadata: row.welcome_metadata,
  };
}

import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Clock } from "./clock.ts";
import { prepareBig } from "./group-messages.ts";

export type StoredKeyPackage = {
  installationKey: Uint8Array;
  updatedNs: bigint;
  data: Uint8Array;
};

/** The last key package that each installation uploaded. */
export class KeyPackages {
  readonly #upsert: StatementSync;
  readonly #select: StatementSync;
  readonly #latest: StatementSync;
  readonly #clock: Clock;

  constructor(database: DatabaseSync, clock: Clock) {
    this.#upsert = database.prepare(
      `INSERT INTO key_package (installation_key, updated_ns, data) VALUES (?, ?, ?)
       ON CONFLICT (installation_key) DO UPDATE SET updated_ns = excluded.updated_ns, data = excluded.data`,
    );
    this.#select = database.prepare("SELECT data FROM key_package WHERE installation_key = ?");
    this.#latest = prepareBig(
      database,
      `SELECT installation_key AS installationKey, updated_ns AS updatedNs, data FROM key_package
       WHERE instr(lower(hex(installation_key)), ?) > 0 ORDER BY updated_ns DESC LIMIT ?`,
    );
    this.#clock = clock;
  }

  replace(installationKey: Uint8Array, data: Uint8Array): void {
    this.#upsert.run(installationKey, this.#clock.nextNs(), data);
  }

  /** Those of installations whose key holds these hexadecimal digits; the newest are first. */
  latest(digits: string, limit: number): StoredKeyPackage[] {
    return this.#latest.all(digits, limit) as StoredKeyPackage[];
  }

  find(installationKey: Uint8Array): Uint8Array | undefined {
    const row = this.#select.get(installationKey) as { data: Uint8Array } | undefined;
    return row?.data;
  }
}

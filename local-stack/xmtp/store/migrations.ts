/** One entry a schema version, in order; `PRAGMA user_version` counts how many have run. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE group_message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created_ns INTEGER NOT NULL,
    group_id BLOB NOT NULL,
    data BLOB NOT NULL,
    sender_hmac BLOB NOT NULL,
    should_push INTEGER NOT NULL,
    is_commit INTEGER NOT NULL,
    content_hash BLOB NOT NULL UNIQUE
  ) STRICT;
  CREATE INDEX group_message_topic ON group_message (group_id, id);

  CREATE TABLE welcome_message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created_ns INTEGER NOT NULL,
    installation_key BLOB NOT NULL,
    is_pointer INTEGER NOT NULL,
    data BLOB NOT NULL,
    hpke_public_key BLOB NOT NULL,
    wrapper_algorithm INTEGER NOT NULL,
    welcome_metadata BLOB NOT NULL,
    content_hash BLOB NOT NULL UNIQUE
  ) STRICT;
  CREATE INDEX welcome_message_topic ON welcome_message (installation_key, id);

  CREATE TABLE key_package (
    installation_key BLOB PRIMARY KEY,
    updated_ns INTEGER NOT NULL,
    data BLOB NOT NULL
  ) STRICT;

  CREATE TABLE inbox_log (
    sequence_id INTEGER PRIMARY KEY AUTOINCREMENT,
    inbox_id TEXT NOT NULL,
    server_timestamp_ns INTEGER NOT NULL,
    identity_update BLOB NOT NULL
  ) STRICT;
  CREATE INDEX inbox_log_topic ON inbox_log (inbox_id, sequence_id);

  CREATE TABLE identifier_log (
    identifier TEXT NOT NULL,
    kind INTEGER NOT NULL,
    inbox_id TEXT NOT NULL,
    association_sequence_id INTEGER NOT NULL,
    revocation_sequence_id INTEGER,
    PRIMARY KEY (identifier, kind, association_sequence_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX identifier_log_inbox ON identifier_log (inbox_id);

  CREATE TABLE commit_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id BLOB NOT NULL,
    entry BLOB NOT NULL,
    signature BLOB NOT NULL,
    public_key BLOB NOT NULL
  ) STRICT;
  CREATE INDEX commit_log_topic ON commit_log (group_id, id);
  `,
];

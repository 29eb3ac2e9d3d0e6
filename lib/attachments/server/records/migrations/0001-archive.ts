/** Uploads, contents, who archived them, and their copies. Times are milliseconds since 1970. */
export const ARCHIVE = `
  CREATE TABLE archive_upload (
    inbox_id text NOT NULL,
    id uuid NOT NULL,
    cid text NOT NULL,
    size_bytes bigint NOT NULL CHECK (size_bytes > 0),
    staging_key text NOT NULL UNIQUE,
    expires_at_ms bigint NOT NULL,
    is_done boolean NOT NULL DEFAULT false,
    PRIMARY KEY (inbox_id, id)
  );
  CREATE INDEX archive_upload_expires ON archive_upload (expires_at_ms);

  CREATE TABLE archive_content (
    cid text PRIMARY KEY,
    size_bytes bigint NOT NULL CHECK (size_bytes > 0),
    is_on_node boolean NOT NULL DEFAULT true
  );

  CREATE TABLE archive_file (
    inbox_id text NOT NULL,
    cid text NOT NULL REFERENCES archive_content (cid),
    archived_at_ms bigint NOT NULL,
    PRIMARY KEY (inbox_id, cid)
  );
  CREATE INDEX archive_file_cid ON archive_file (cid);
  CREATE INDEX archive_file_newest ON archive_file (inbox_id, archived_at_ms, cid);

  CREATE TABLE archive_copy (
    cid text PRIMARY KEY,
    status text NOT NULL CHECK (status IN ('queued', 'pinning', 'pinned', 'failed', 'removing')),
    tries integer NOT NULL DEFAULT 0,
    next_try_at_ms bigint
  );
  CREATE INDEX archive_copy_due ON archive_copy (next_try_at_ms);
`;

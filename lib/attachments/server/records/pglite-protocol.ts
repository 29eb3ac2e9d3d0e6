/** What the thread of the embedded database is started with. */
export type PgliteThreadData = { folder: string };

/** What it says when it is started; from then on, bytes of Postgres' protocol go both ways. */
export type PgliteBegun =
  | { kind: "ready" }
  /** The database was made; another thread opens it, without the memory that this took. */
  | { kind: "made" }
  | { kind: "in-use" }
  | { kind: "failed"; message: string };

/** What a page asks the worker that reads one file, each with a number of its own. */
export type ReadOrder = { turn: number } & (
  | { kind: "head" | "digest" }
  | { kind: "read"; offset: number; length: number }
);

export type ReadNews = { turn: number } & (
  | { kind: "hash"; hash: string }
  | { kind: "bytes"; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "failed" }
);

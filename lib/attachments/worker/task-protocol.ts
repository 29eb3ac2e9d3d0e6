import type { WireError } from "@/lib/errors/wire.ts";

/** What a page says to a worker that does one task and is ended then. */
export type TaskOrder<Task> =
  | { kind: "run"; task: Task }
  | { kind: "stop" }
  /** The page opened the session that it was asked for, or could not. */
  | { kind: "session"; error?: WireError };

/** What the worker says; `done` or `failed` is the last of it. */
export type TaskNews<Result> =
  | { kind: "progress"; fraction: number }
  | { kind: "no-session" }
  | { kind: "done"; value: Result }
  | { kind: "failed"; error: WireError };

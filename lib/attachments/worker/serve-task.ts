import { ParleyError, toParleyError } from "@/lib/errors/base.ts";
import { packError, unpackError } from "@/lib/errors/wire.ts";
import type { TaskNews, TaskOrder } from "./task-protocol.ts";

/** What a task has of the page that ordered it. */
export type TaskContext = {
  /** Aborts with `attachment.cancelled`. */
  signal: AbortSignal;
  onProgress(fraction: number): void;
  /** Has the page open its session at the app's server. Fails as that does. */
  openSession(): Promise<void>;
};

const MESSAGES_PER_SECOND = 20;

/** Serves the one task of this worker. */
export function serveTask<Task, Result>(
  run: (task: Task, context: TaskContext) => Promise<Result>,
): void {
  const stopping = new AbortController();
  let sessionOpening: PromiseWithResolvers<void> | undefined;
  const tell = (news: TaskNews<Result>) => postMessage(news);
  const context: TaskContext = {
    signal: stopping.signal,
    onProgress: growing(1_000 / MESSAGES_PER_SECOND, (fraction) => {
      tell({ kind: "progress", fraction });
    }),
    openSession: () => {
      sessionOpening = Promise.withResolvers();
      tell({ kind: "no-session" });
      return sessionOpening.promise;
    },
  };

  addEventListener("message", ({ data }: MessageEvent<TaskOrder<Task>>) => {
    if (data.kind === "stop") stopping.abort(cancelled());
    else if (data.kind === "run") void serve(data.task);
    else if (data.error) sessionOpening?.reject(unpackError(data.error));
    else sessionOpening?.resolve();
  });

  async function serve(task: Task): Promise<void> {
    try {
      const value = await run(task, context);
      stopping.signal.throwIfAborted();
      tell({ kind: "done", value });
    } catch (thrown) {
      const error = stopping.signal.aborted ? cancelled() : toParleyError(thrown);
      tell({ kind: "failed", error: packError(error) });
    }
  }
}

function cancelled(): ParleyError {
  return new ParleyError("attachment.cancelled", "The page stopped it");
}

/** Tells a number when it grew, and not more often than that. */
function growing(everyMs: number, tell: (fraction: number) => void): (fraction: number) => void {
  let toldAtMs = 0;
  let told = -1;
  return (fraction) => {
    const nowMs = performance.now();
    if (fraction <= told || (fraction < 1 && nowMs - toldAtMs < everyMs)) return;
    toldAtMs = nowMs;
    told = fraction;
    tell(fraction);
  };
}

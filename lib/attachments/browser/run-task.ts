import { ParleyError, toParleyError } from "@/lib/errors/base.ts";
import { packError, unpackError } from "@/lib/errors/wire.ts";
import type { TaskOptions } from "../ports.ts";
import type { TaskNews, TaskOrder } from "../worker/task-protocol.ts";

/** How long a worker that was told to stop may clear up. */
const STOPS_WITHIN_MS = 3_000;

/** What the page needs of a worker. */
export type TaskWorker = Pick<Worker, "postMessage" | "addEventListener" | "terminate">;

export type RunOptions = TaskOptions & { openSession?: () => Promise<void> };

/** Has a worker do one task, and ends it then: its memory is free again. */
export async function runTask<Task, Result>(
  start: () => TaskWorker,
  task: Task,
  options: RunOptions = {},
): Promise<Result> {
  if (options.signal?.aborted) throw cancelled();
  const worker = start();
  const stop = new AbortController();
  try {
    return await new Promise<Result>((resolve, reject) => {
      listen(worker, { resolve, reject, options });
      (options.signal as EventTarget | undefined)?.addEventListener(
        "abort",
        () => {
          order(worker, { kind: "stop" });
          const giveUp = setTimeout(() => reject(cancelled()), STOPS_WITHIN_MS);
          stop.signal.addEventListener("abort", () => clearTimeout(giveUp));
        },
        { signal: stop.signal },
      );
      order(worker, { kind: "run", task });
    });
  } finally {
    stop.abort();
    worker.terminate();
  }
}

type Settling<Result> = {
  resolve: (value: Result) => void;
  reject: (error: ParleyError) => void;
  options: RunOptions;
};

function listen<Result>(worker: TaskWorker, { resolve, reject, options }: Settling<Result>): void {
  worker.addEventListener("message", ({ data }: MessageEvent<TaskNews<Result>>) => {
    if (data.kind === "progress") options.onProgress?.(data.fraction);
    else if (data.kind === "done") resolve(data.value);
    else if (data.kind === "failed") reject(unpackError(data.error));
    else void openSession(worker, options);
  });
  worker.addEventListener("error", ({ message }) => {
    reject(new ParleyError("attachment.not-loaded", message || "The worker did not start"));
  });
}

async function openSession(worker: TaskWorker, options: RunOptions): Promise<void> {
  try {
    await options.openSession?.();
    order(worker, { kind: "session" });
  } catch (error) {
    order(worker, { kind: "session", error: packError(toParleyError(error)) });
  }
}

function order<Task>(worker: TaskWorker, message: TaskOrder<Task>): void {
  worker.postMessage(message);
}

function cancelled(): ParleyError {
  return new ParleyError("attachment.cancelled", "Stopped before it was done");
}

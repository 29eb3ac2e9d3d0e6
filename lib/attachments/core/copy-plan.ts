import type { FileCopy } from "./attachment.ts";

type Status = Extract<FileCopy, { kind: "service" }>["status"];

/** A copy at the pinning service, and how often in a row it was not done. */
export type CopyJob = { cid: string; status: Status | "removing"; tries: number };

/** How it stands, and when to see to it next. */
export type SettledCopy = Pick<CopyJob, "status" | "tries"> & { nextTryAtMs: number };

/** What the service said; `unknown`: it does not keep it, `silence`: nothing that could be used. */
export type ServiceAnswer = Status | "unknown" | "silence";

/** What is asked of the service for a job. */
export function questionOf({ status }: CopyJob): "add" | "status" | "remove" {
  if (status === "removing") return "remove";
  // Of what it has or is at, it is asked how far it is; all else it is asked to keep, perhaps again.
  return status === "pinning" || status === "pinned" ? "status" : "add";
}

const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 6 * 60 * 60_000;
/** A service may lose what it had. */
const LOOK_AGAIN_MS = 24 * 60 * 60_000;

/** What becomes of a job by the answer. `gone`: there is nothing left to know of it. */
export function settleJob(
  job: CopyJob,
  answer: ServiceAnswer,
  nowMs: number,
): SettledCopy | "gone" {
  const later = (status: CopyJob["status"]): SettledCopy => ({
    status,
    tries: job.tries + 1,
    nextTryAtMs: nowMs + waitOf(job.tries),
  });
  if (answer === "silence") return later(job.status);
  if (job.status === "removing") return "gone";
  if (answer === "unknown") return { status: "queued", tries: 0, nextTryAtMs: nowMs };
  if (answer === "pinned") return { status: answer, tries: 0, nextTryAtMs: nowMs + LOOK_AGAIN_MS };
  return later(answer);
}

function waitOf(tries: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(tries, 20));
}

import { lifeEnd } from "./worker-life.ts";
import { WorkerLink } from "./worker-link.ts";

/** Starts a worker for the engine and gives the line to it. Whoever starts it closes it. */
export function startWorker(): WorkerLink {
  return new WorkerLink(
    new Worker(new URL("./xmtp.worker.ts", import.meta.url), { type: "module" }),
    lifeEnd,
  );
}

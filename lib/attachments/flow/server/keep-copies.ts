import { type CopyJob, questionOf, type ServiceAnswer, settleJob } from "../../core/copy-plan.ts";
import type { PinningService } from "../../ports.ts";
import type { ArchiveServer } from "./archive-server.ts";

const AT_ONCE = 50;

/** Has the pinning service keep what is due, let go of what is not archived any more, and tell the rest. */
export async function keepCopies({ records, pinning, nowMs }: ArchiveServer): Promise<void> {
  if (!pinning) return;
  for (const job of await records.dueCopies({ nowMs: nowMs(), limit: AT_ONCE })) {
    const answer = await ask(job, pinning);
    await records.settleCopy(job, settleJob(job, answer, nowMs()));
    // The others would wait for the same silence.
    if (answer === "silence") return;
  }
}

async function ask(job: CopyJob, pinning: PinningService): Promise<ServiceAnswer> {
  try {
    switch (questionOf(job)) {
      case "add":
        return await pinning.add(job.cid);
      case "status":
        return (await pinning.status(job.cid)) ?? "unknown";
      case "remove":
        await pinning.remove(job.cid);
        return "unknown";
    }
  } catch {
    // Whatever kept it from answering, it is asked again.
    return "silence";
  }
}

import { toParleyError } from "@/lib/errors/base.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Withdrawal } from "../ports.ts";
import type { DockPorts } from "./shipping-ports.ts";

const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 5 * 60_000;

/** What is not to be sent after all leaves the archive, whether or not the page stays. */
export type TakingBack = {
  takeBack(file: Withdrawal): void;
  /** Goes on with what an earlier page could not tell the server. */
  resume(): void;
  close(): void;
};

/**
 * Files that were given up on their way are kept until the server has said that it has nothing of
 * them: it may not be in reach now, and what it has counts against the quota.
 */
export function takeBackFiles(
  inboxId: InboxId,
  { withdrawals, uploading, archive, openServer, reach, host, keeps }: DockPorts,
): TakingBack {
  const waiting = new Map<string, Withdrawal>();
  let failuresInRow = 0;
  let isTelling = false;
  let isResumed = false;
  let isClosed = false;
  let stopWaiting = () => {};

  async function tellAll(): Promise<void> {
    if (isTelling || isClosed || waiting.size === 0 || !reach.isOnline()) return;
    isTelling = true;
    stopWaiting();
    for (const file of waiting.values()) {
      if (!(await isTold(file))) continue;
      waiting.delete(file.cid);
      failuresInRow = 0;
      if (keeps) await withdrawals.remove(inboxId, file.cid).catch(() => undefined);
    }
    isTelling = false;
    if (waiting.size > 0) wait();
  }

  function wait(): void {
    if (isClosed) return;
    const delayMs = Math.min(FIRST_RETRY_MS * 2 ** failuresInRow, LONGEST_RETRY_MS);
    failuresInRow = Math.min(failuresInRow + 1, 10);
    stopWaiting = host.at(host.nowMs() + delayMs, () => void tellAll());
  }

  async function isTold(file: Withdrawal): Promise<boolean> {
    try {
      await openServer();
      await uploading.abandon(file);
      // Its last part may have arrived without an answer that said so.
      await archive.remove(file.cid);
      return true;
    } catch (error) {
      // A server without an archive has nothing of it.
      return toParleyError(error).code === "archive.none";
    }
  }

  const stopWatching = reach.onChange(() => {
    failuresInRow = 0;
    void tellAll();
  });

  return {
    takeBack({ key, cid, contentDigest }) {
      const file = { key, cid, contentDigest };
      waiting.set(cid, file);
      if (keeps) withdrawals.put(inboxId, file).catch(() => undefined);
      void tellAll();
    },
    resume() {
      if (!keeps || isResumed) return;
      isResumed = true;
      withdrawals.load(inboxId).then(
        (kept) => {
          for (const file of kept) waiting.set(file.cid, file);
          void tellAll();
        },
        () => undefined,
      );
    },
    close() {
      isClosed = true;
      stopWaiting();
      stopWatching();
    },
  };
}

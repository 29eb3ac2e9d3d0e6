import type { OpenRequest } from "@/lib/messaging/ports.ts";
import type { Address } from "../core/address.ts";
import type { InboxId } from "../core/ids.ts";
import type { Account, SessionEvent } from "../core/session.ts";
import { deathsUntil } from "../core/session-revival.ts";
import type { Held, Task } from "./session-ports.ts";
import { takeLock } from "./take-lock.ts";

/**
 * Opens this device's client for an account: with `inboxId` the one that is there, without the
 * network; else whatever the network says, which may be that a signature is needed first.
 */
export async function openClient(
  { address, inboxId }: { address: Address; inboxId?: InboxId },
  task: Task,
): Promise<SessionEvent | undefined> {
  if (!(await takeLock(task))) {
    return task.signal.aborted ? undefined : { kind: "lock-elsewhere" };
  }
  const opening = open(
    {
      address,
      ...(inboxId && { inboxId }),
      onProgress: (progress) => task.report({ kind: "progress", progress }),
      onDied: (error) =>
        task.report({ kind: "client-died", error, deathsLately: countDeath(task) }),
    },
    task,
  );
  task.held.clientWork = opening;
  return opening;
}

function countDeath({ ports, held }: Task): number {
  held.diedAtMs = deathsUntil(held.diedAtMs ?? [], ports.nowMs());
  return held.diedAtMs.length;
}

async function open(request: OpenRequest, { ports, held }: Task): Promise<SessionEvent> {
  const opened = await ports.openClient(request);
  // Held even when the session went another way meanwhile: whoever cleans up closes it.
  if (opened.kind === "needs-signature") {
    held.unregistered = opened;
    return { kind: "signature-needed", signatureText: opened.signatureText };
  }
  held.client = opened.client;
  return { kind: "opened", account: accountOf(held.client) };
}

/** The account that a client is open for. */
export function accountOf({ address, inboxId }: NonNullable<Held["client"]>): Account {
  return { address, inboxId };
}

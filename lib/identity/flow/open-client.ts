import type { OpenRequest } from "@/lib/messaging/ports.ts";
import type { Address } from "../core/address.ts";
import type { InboxId } from "../core/ids.ts";
import type { Account, SessionEvent } from "../core/session.ts";
import { deathsUntil } from "../core/session-revival.ts";
import { follow } from "./follow.ts";
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
  const opening = openHereOrFollow({ address, inboxId }, task);
  task.held.clientWork = opening;
  return opening;
}

async function openHereOrFollow(
  { address, inboxId }: { address: Address; inboxId: InboxId | undefined },
  task: Task,
): Promise<SessionEvent | undefined> {
  if (!(await takeLock(task))) {
    if (task.signal.aborted) return undefined;
    const followed = inboxId ? await follow(inboxId, task) : await takeTheLead(task);
    if (followed !== "leads") return followed;
  }
  if (!inboxId) void tellContract(address, task);
  return open(
    {
      address,
      ...(inboxId && { inboxId }),
      onProgress: (progress) => task.report({ kind: "progress", progress }),
      onDied: (error) =>
        task.report({ kind: "client-died", error, deathsLately: countDeath(task) }),
    },
    task,
  );
}

/** A new account needs the engine, which one tab has: that tab follows this one from now on. */
async function takeTheLead({ ports, held, signal }: Task): Promise<"leads" | undefined> {
  await ports.lock.takeOver();
  if (signal.aborted) {
    ports.lock.release();
    return undefined;
  }
  held.isLocked = true;
  return "leads";
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
    const { signatureText, use } = opened;
    return { kind: "signature-needed", signatureText, ...(use && { use }) };
  }
  if (opened.kind === "full") {
    held.full = opened;
    return { kind: "installations-full", use: opened.use };
  }
  held.client = ports.tabs.lead(opened.client);
  return { kind: "opened", account: accountOf(held.client), leads: true };
}

/** Tells when the wallet says that the account is a contract: a hint, which nothing waits for. */
async function tellContract(address: Address, { held, report }: Task): Promise<void> {
  const at = await held.wallet?.wallet.readChain(address);
  if (at?.isContract && at.chainId !== undefined) {
    report({ kind: "contract-told", chainId: at.chainId });
  }
}

/** The account that a client is open for. */
export function accountOf({ address, inboxId }: NonNullable<Held["client"]>): Account {
  return { address, inboxId };
}

import type { OpenRequest } from "@/lib/messaging/ports/open-client.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
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
  if (task.held.isTemporary) return openInMemory(address, task);
  if (!(await takeLock(task))) {
    if (task.signal.aborted) return undefined;
    const followed = inboxId ? await follow(inboxId, task) : await takeTheLead(task);
    if (followed !== "leads") return followed;
  }
  if (!inboxId) void tellContract(address, task);
  return open({ address, ...(inboxId && { inboxId }), ...reports(task) }, task);
}

/** In the way of no other tab, so without the lock; and nothing of it is theirs. */
async function openInMemory(address: Address, task: Task): Promise<SessionEvent> {
  const { ports, held } = task;
  if (held.isLocked) ports.lock.release();
  delete held.isLocked;
  void tellContract(address, task);
  return open({ address, isTemporary: true, ...reports(task) }, task);
}

function reports(task: Task): Pick<OpenRequest, "onProgress" | "onDied"> {
  return {
    onProgress: (progress) => task.report({ kind: "progress", progress }),
    onDied: (error) => task.report({ kind: "client-died", error, deathsLately: countDeath(task) }),
  };
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
  const { isTemporary } = request;
  const opened = await ports.openClient(request);
  // Held even when the session went another way meanwhile: whoever cleans up closes it.
  if (opened.kind === "needs-signature") {
    held.unregistered = opened;
    const { signatureText, use } = opened;
    const notes = { ...(use && { use }), ...(isTemporary && { isTemporary }) };
    return { kind: "signature-needed", signatureText, ...notes };
  }
  if (opened.kind === "full") {
    held.full = opened;
    return { kind: "installations-full", use: opened.use };
  }
  return lead(opened.client, { ports, held });
}

/** The client is this tab's: the others may work through it, unless it is in memory. */
export function lead(
  client: XmtpClient,
  { ports, held }: Pick<Task, "ports" | "held">,
): Extract<SessionEvent, { kind: "opened" }> {
  const { isTemporary } = held;
  held.client = isTemporary ? client : ports.tabs.lead(client);
  return {
    kind: "opened",
    account: accountOf(held.client),
    leads: true,
    ...(isTemporary && { isTemporary }),
  };
}

/** Tells when the wallet says that the account is a contract: a hint, which nothing waits for. */
async function tellContract(address: Address, { held, report }: Task): Promise<void> {
  const at = await held.wallet?.wallet.readChain(address);
  if (at?.isContract && at.chainId !== undefined) {
    report({ kind: "contract-told", chainId: at.chainId });
  }
}

/** The account that a client is open for. */
function accountOf({ address, inboxId }: NonNullable<Held["client"]>): Account {
  return { address, inboxId };
}

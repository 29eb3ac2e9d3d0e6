import type { Held, SessionPorts } from "./session-ports.ts";

/**
 * Closes the client, or what was opened of it, after the work on it that is still under way.
 * What can't be closed in order is given up: the page has no further use for it.
 */
export async function closeClient(held: Held): Promise<void> {
  held.follower?.close();
  await Promise.allSettled([held.clientWork]);
  const { client, unregistered, full, coolEngine } = held;
  coolEngine?.();
  delete held.follower;
  delete held.clientWork;
  delete held.client;
  delete held.unregistered;
  delete held.full;
  delete held.signed;
  delete held.coolEngine;
  await Promise.allSettled([client?.close(), unregistered?.cancel(), full?.cancel()]);
}

/**
 * Gives up client, wallet and lock, in this order: nobody else may open before it is closed. The
 * lock is kept for a client that this tab opens next.
 */
export async function letGo(
  held: Held,
  { lock }: Pick<SessionPorts, "lock">,
  { keepsLock = false } = {},
): Promise<void> {
  await closeClient(held);
  const connected = held.wallet;
  delete held.wallet;
  delete held.connecting;
  delete held.isTemporary;
  connected?.stopWatching();
  if (held.isLocked && !keepsLock) {
    lock.release();
    delete held.isLocked;
  }
  await connected?.wallet.disconnect().catch(() => undefined);
}

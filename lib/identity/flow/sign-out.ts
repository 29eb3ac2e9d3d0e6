import type { Account, SessionEvent } from "../core/session.ts";
import { closeClient, letGo } from "./let-go.ts";
import type { Task } from "./session-ports.ts";

/**
 * Signs an account of this device out. What the device keeps of it stays for the next sign-in,
 * which then needs no signature, unless `erase` says otherwise. The lock is held until the erasing
 * is done. Other accounts stay signed in; tells which is the next.
 */
export async function signOut(
  { account, erase }: { account: Account; erase: boolean },
  { held, ports, accounts }: Pick<Task, "held" | "ports" | "accounts">,
): Promise<SessionEvent> {
  await closeClient(held);
  // A temporary one has left nothing, and is nobody else's.
  if (!held.isTemporary) {
    // The other tabs hear of it, go on as the next account or none, and let the store go.
    accounts.forget(account);
    if (erase) {
      await ports.lock.takeOver();
      held.isLocked = true;
      await ports.eraseDeviceData(account.inboxId);
    }
  }
  await letGo(held, ports);
  const next = accounts.current();
  return { kind: "signed-out", ...(next && { next }) };
}

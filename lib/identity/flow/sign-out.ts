import type { Account, SessionEvent } from "../core/session.ts";
import { closeClient, letGo } from "./let-go.ts";
import type { Held, SessionPorts } from "./session-ports.ts";

/**
 * Signs this device out. What it keeps stays for the next sign-in, which then needs no
 * signature, unless `erase` says otherwise. The lock is held until the erasing is done.
 */
export async function signOut(
  { account, erase }: { account: Account; erase: boolean },
  held: Held,
  ports: SessionPorts,
): Promise<SessionEvent> {
  await closeClient(held);
  // The other tabs hear of it, sign out too, and let the store go.
  ports.memory.forget();
  if (erase) {
    await ports.lock.takeOver();
    held.isLocked = true;
    await ports.eraseDeviceData(account.inboxId);
  }
  await letGo(held, ports);
  return { kind: "signed-out" };
}

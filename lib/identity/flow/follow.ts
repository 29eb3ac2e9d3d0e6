import type { InboxId } from "../core/ids.ts";
import type { SessionEvent } from "../core/session.ts";
import type { Task } from "./session-ports.ts";

/** A tab that leads answers at once, one that opens its client within a moment. */
export const LED_WITHIN_MS = 3_000;

/**
 * Works through the client of the tab that has the lock, and gets in line for it. Gives `leads`
 * when it was this tab's turn before anybody led.
 */
export async function follow(
  inboxId: InboxId,
  { ports, held, signal, report }: Task,
): Promise<SessionEvent | "leads" | undefined> {
  const follower = ports.tabs.follow(inboxId);
  held.follower = follower;
  const { granted, leave } = ports.lock.wait();
  signal.addEventListener("abort", leave);
  const turn = granted.then((isOurs) => {
    // Granted while this tab turned away: nobody here would ever give it back.
    if (isOurs && signal.aborted) ports.lock.release();
    const isWanted = isOurs && !signal.aborted;
    if (isWanted) held.isLocked = true;
    return isWanted;
  });
  const led = follower.client({ withinMs: LED_WITHIN_MS }).then(
    (client) => client,
    () => undefined,
  );
  const first = await Promise.race([led, turn]);
  if (first === true) {
    follower.close();
    return "leads";
  }
  if (first === false) return undefined;
  void turn.then((isOurs) => isOurs && report({ kind: "lock-granted" }));
  if (first) {
    held.client = first;
    return { kind: "opened", account: { address: first.address, inboxId }, leads: false };
  }
  // It may lead later: when its sign-in is done, or when it stops hanging.
  follower.client().then(
    () => report({ kind: "led" }),
    () => undefined,
  );
  return { kind: "lock-elsewhere" };
}

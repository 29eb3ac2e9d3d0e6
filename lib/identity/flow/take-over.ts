import type { SessionEvent } from "../core/session.ts";
import type { Task } from "./session-ports.ts";

/** Takes the client over from the tab that has it, and reads again who is signed in. */
export async function takeOver({
  ports,
  accounts,
  held,
  signal,
}: Task): Promise<SessionEvent | undefined> {
  await ports.lock.takeOver();
  if (signal.aborted) {
    ports.lock.release();
    return undefined;
  }
  held.isLocked = true;
  const account = accounts.current();
  return { kind: "taken-over", ...(account && { account }) };
}

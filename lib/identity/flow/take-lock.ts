import type { Task } from "./session-ports.ts";

/** Whether this tab has the client's lock now. It is taken before any client opens. */
export async function takeLock({ ports, held, signal }: Task): Promise<boolean> {
  if (held.isLocked) return true;
  const answer = await ports.lock.acquire();
  if (answer === "elsewhere") return false;
  if (signal.aborted) {
    ports.lock.release();
    return false;
  }
  held.isLocked = true;
  return true;
}

import type { Desk } from "./desk.ts";
import { loadThread } from "./load-thread.ts";
import { WARM_THREADS } from "./save-snapshot.ts";
import type { Sending } from "./send-message.ts";

/** Who has opened a conversation already waits for that one, not for the list of all. */
export async function loadAwaited(desk: Desk, sending: Sending): Promise<void> {
  const awaited = [...desk.threads].filter(([, { isLoaded }]) => !isLoaded);
  // What can't be read now is read again with the list.
  for (const [key] of awaited) await loadThread(desk, sending, key).catch(() => undefined);
}

/** The threads used last are kept ready: they open at once, and a reload paints them. */
export async function warmThreads(desk: Desk, sending: Sending): Promise<void> {
  for (const { key } of desk.store.getState().rows.slice(0, WARM_THREADS)) {
    if (desk.isClosed) return;
    if (!desk.threads.has(key)) await loadThread(desk, sending, key);
  }
}

import type { ThreadKey } from "../core/records.ts";
import type { Unsubscribe } from "../ports/host.ts";
import type { Desk } from "./desk.ts";
import { loadThread } from "./load-thread.ts";
import { recountUnread } from "./recount-unread.ts";
import type { Sending } from "./send-message.ts";

/** Long enough for a burst to be one reading, short enough that nobody misses what it brings. */
export const REREAD_AFTER_MS = 400;

/**
 * Reads a thread again from the store, a moment after something moved in it.
 *
 * The engine takes in what others wrote while it publishes, and streams none of it; and it streams
 * an envelope that the network has twice once more, with its second time. The store has each
 * message once and in its place.
 */
export function rereadThreads(desk: Desk, sending: Sending): Unsubscribe {
  const { host } = desk;
  const moved = new Set<ThreadKey>();
  let cancel: Unsubscribe | undefined;

  async function reread(): Promise<void> {
    cancel = undefined;
    const keys = [...moved].filter((key) => desk.threads.has(key));
    moved.clear();
    for (const key of keys) await loadThread(desk, sending, key);
    if (desk.client) await recountUnread(desk, desk.client, keys);
  }

  desk.storeMoved = (key) => {
    moved.add(key);
    // What can't be read now is read after the next sync, which also tells of what is wrong.
    cancel ??= host.at(host.nowMs() + REREAD_AFTER_MS, () => void reread().catch(() => undefined));
  };
  return () => {
    cancel?.();
    desk.storeMoved = () => undefined;
  };
}

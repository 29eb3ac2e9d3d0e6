import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import type { Messaging } from "@/lib/messaging/flow/start-messaging.ts";

/**
 * Whether a conversation is with somebody who was let in. Nobody else makes this device ring, or
 * learns an address of it.
 */
export function mayRing({ store }: Pick<Messaging, "store">, thread: ThreadKey): boolean {
  const row = store.getState().rows.find(({ key }) => key === thread);
  return row?.kind === "dm" && row.consent === "allowed";
}

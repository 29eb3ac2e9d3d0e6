import type { InboxId } from "@/lib/identity/core/ids.ts";
import { dmKey, type ThreadKey } from "@/lib/messaging/core/records.ts";
import type { Messaging } from "@/lib/messaging/flow/messaging.ts";

/**
 * Whether a conversation is with somebody who was let in. Nobody else makes this device ring, or
 * learns an address of it.
 */
export function mayRing(messaging: Pick<Messaging, "store">, thread: ThreadKey): boolean {
  return isLetIn(messaging, thread, "dm");
}

/** Whether it is a group that was let in: of others, nothing said of calls is even remembered. */
export function isGroupLetIn(messaging: Pick<Messaging, "store">, thread: ThreadKey): boolean {
  return isLetIn(messaging, thread, "group");
}

/** Whether somebody is a contact: who is in a group with one may be a stranger. */
export function isContact(messaging: Pick<Messaging, "store">, inboxId: InboxId): boolean {
  return isLetIn(messaging, dmKey(inboxId), "dm");
}

function isLetIn({ store }: Pick<Messaging, "store">, thread: ThreadKey, kind: "dm" | "group") {
  const row = store.getState().rows.find(({ key }) => key === thread);
  return row?.kind === kind && row.consent === "allowed";
}

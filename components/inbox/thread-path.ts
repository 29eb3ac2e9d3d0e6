import { dmInboxId } from "@/lib/messaging/core/records.ts";
import type { InboxRow } from "@/lib/messaging/core/view.ts";

/**
 * Where a conversation lives: `/dm/<address>` with one person, `/dm/<inbox id>` until their
 * address is known, `/g/<id>` with several.
 */
export function threadPath({ key, peer }: Pick<InboxRow, "key" | "peer">): string {
  const name = peer?.address ?? dmInboxId(key);
  return name ? `/dm/${name}` : `/g/${key.slice("group:".length)}`;
}

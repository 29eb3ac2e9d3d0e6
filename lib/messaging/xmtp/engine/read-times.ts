import { ContentType, type Conversation, type Message, SortDirection } from "@xmtp/wasm-bindings";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ReadTime } from "../../core/records.ts";
import { isFromParley } from "./signals.ts";

/** So many of the newest receipts tell which app their senders use. */
const NEWEST = 20n;

/** Until when each has read, by the newest receipt of each. */
export async function readTimes(conversation: Conversation): Promise<Record<InboxId, ReadTime>> {
  const times: Map<string, bigint> = await conversation.getLastReadTimes();
  const receipts: Message[] = await conversation.findMessages({
    contentTypes: [ContentType.ReadReceipt],
    direction: SortDirection.Descending,
    limit: NEWEST,
  });
  const ofParley = new Set(
    receipts
      .filter(({ content }) => isFromParley(content))
      .map(({ senderInboxId }) => senderInboxId),
  );
  return Object.fromEntries(
    [...times].map(([inboxId, untilNs]) => [
      inboxId,
      { untilNs, isFromParley: ofParley.has(inboxId) },
    ]),
  );
}

import { ContentType, type Conversation, type Message, SortDirection } from "@xmtp/wasm-bindings";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ReadTime } from "../../core/records.ts";
import { isFromParley, readUntilNs } from "./signals.ts";

/** So many of the newest receipts say how far was read, and in which app; older ones only when. */
const NEWEST = 20n;

/** Until when each has read, by the newest receipt of each. */
export async function readTimes(conversation: Conversation): Promise<Record<InboxId, ReadTime>> {
  const times: Map<string, bigint> = await conversation.getLastReadTimes();
  if (times.size === 0) return {};
  const receipts: Message[] = await conversation.findMessages({
    contentTypes: [ContentType.ReadReceipt],
    direction: SortDirection.Descending,
    limit: NEWEST,
  });
  return Object.fromEntries(
    [...times].map(([inboxId, atNs]) => {
      const own = receipts.filter(({ senderInboxId }) => senderInboxId === inboxId);
      const untilNs = own[0] ? readUntilNs(own[0]) : atNs;
      return [inboxId, { untilNs, isFromParley: own.some(({ content }) => isFromParley(content)) }];
    }),
  );
}

import { ContentType, type Conversation, SortDirection } from "@xmtp/wasm-bindings";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { dmInboxId, type MessageRecord } from "../../core/records.ts";
import type { MessagePage } from "../../ports.ts";
import type { Threads } from "./threads.ts";
import { toMessageRecord } from "./to-record.ts";

/** Left out by the query, so that a page is as long as it was asked for. */
const NOT_SHOWN = [ContentType.ReadReceipt, ContentType.LeaveRequest];
/** Who came and went is worth a line in a group, and noise in a DM. */
const NOT_SHOWN_IN_DM = [...NOT_SHOWN, ContentType.GroupUpdated];
/** These neither make a conversation unread. */
const NOT_COUNTED = [...NOT_SHOWN_IN_DM, ContentType.Reaction];

/** The newest messages of a thread, or those up to `untilNs`, oldest first. */
export async function listMessages(
  conversation: Conversation,
  threads: Threads,
  page: { untilNs?: bigint; limit: number },
): Promise<MessagePage> {
  const thread = threads.keyOfConversation(conversation);
  const stored = await conversation.findMessages({
    // One more than asked for tells whether there is an older one.
    limit: BigInt(page.limit + 1),
    direction: SortDirection.Descending,
    excludeContentTypes: dmInboxId(thread) ? NOT_SHOWN_IN_DM : NOT_SHOWN,
    // The engine's bound is exclusive; messages of one instant must not fall between two pages.
    ...(page.untilNs !== undefined && { sentBeforeNs: page.untilNs + 1n }),
  });
  const messages = stored
    .slice(0, page.limit)
    .reverse()
    .map((message) => toMessageRecord(message, thread))
    .filter((record): record is MessageRecord => record !== undefined);
  const next = stored[page.limit];
  // A page of nothing to show (fifty new names of a group) would end the history for its reader.
  if (messages.length === 0 && next)
    return listMessages(conversation, threads, { ...page, untilNs: next.sentAtNs });
  return { messages, hasOlder: next !== undefined };
}

/** How many messages of others a thread holds after `readUntilNs`. */
export async function countUnread(
  conversation: Conversation,
  ownInboxId: InboxId,
  readUntilNs: bigint,
): Promise<number> {
  const count = await conversation.countMessages({
    sentAfterNs: readUntilNs,
    excludeSenderInboxIds: [ownInboxId],
    excludeContentTypes: NOT_COUNTED,
  });
  return Number(count);
}

import { ContentType, type Conversation, type Message, SortDirection } from "@xmtp/wasm-bindings";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { dmInboxId, type MessageRecord, type ThreadKey } from "../../core/records.ts";
import type { MessagePage, NewerPage } from "../../ports.ts";
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
    excludeContentTypes: notShownIn(thread),
    // The engine's bound is exclusive; messages of one instant must not fall between two pages.
    ...(page.untilNs !== undefined && { sentBeforeNs: page.untilNs + 1n }),
  });
  const messages = toRecords(stored.slice(0, page.limit).reverse(), thread);
  const next = stored[page.limit];
  // A page of nothing to show (fifty new names of a group) would end the history for its reader.
  if (messages.length === 0 && next)
    return listMessages(conversation, threads, { ...page, untilNs: next.sentAtNs });
  return { messages, hasOlder: next !== undefined };
}

/** The oldest messages of a thread from `fromNs` on, oldest first. */
export async function listNewer(
  conversation: Conversation,
  threads: Threads,
  page: { fromNs: bigint; limit: number },
): Promise<NewerPage> {
  const thread = threads.keyOfConversation(conversation);
  const stored = await conversation.findMessages({
    limit: BigInt(page.limit + 1),
    direction: SortDirection.Ascending,
    excludeContentTypes: notShownIn(thread),
    sentAfterNs: page.fromNs - 1n,
  });
  const messages = toRecords(stored.slice(0, page.limit), thread);
  const next = stored[page.limit];
  if (messages.length === 0 && next)
    return listNewer(conversation, threads, { ...page, fromNs: next.sentAtNs });
  return { messages, hasNewer: next !== undefined };
}

function notShownIn(thread: ThreadKey): ContentType[] {
  return dmInboxId(thread) ? NOT_SHOWN_IN_DM : NOT_SHOWN;
}

function toRecords(stored: readonly Message[], thread: ThreadKey): MessageRecord[] {
  return stored
    .map((message) => toMessageRecord(message, thread))
    .filter((record): record is MessageRecord => record !== undefined);
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

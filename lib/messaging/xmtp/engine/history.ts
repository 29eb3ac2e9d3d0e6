import {
  type Client,
  ContentType,
  type Conversation,
  type DecodedMessage,
  SortDirection,
} from "@xmtp/wasm-bindings";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageId, MessageRecord } from "../../core/records.ts";
import type { MessagePage, NewerPage } from "../../ports/xmtp-client.ts";
import { callsAmong, isHeardOnly } from "./call-signals.ts";
import type { Deletions } from "./deletions.ts";
import { type Expiry, type ExpiryOf, isPast } from "./expiry.ts";
import { encodedIn, findStored } from "./find-stored.ts";
import { readTimes } from "./read-times.ts";
import { isTypingSignal } from "./signals.ts";
import type { Threads } from "./threads.ts";
import { toMessageRecord } from "./to-record.ts";

/** What reading messages takes. */
export type StoredThreads = {
  client: Client;
  threads: Threads;
  deletions: Deletions;
  expiry: Expiry;
};

/** Left out by the query, so that a page is as long as it was asked for. */
const NOT_SHOWN = [ContentType.ReadReceipt, ContentType.Reaction];

/** What people say to each other. */
export const WRITTEN: readonly ContentType[] = [
  ContentType.Text,
  ContentType.Markdown,
  ContentType.Reply,
  ContentType.Attachment,
  ContentType.RemoteAttachment,
  ContentType.MultiRemoteAttachment,
  ContentType.TransactionReference,
  ContentType.WalletSendCalls,
  ContentType.Actions,
  ContentType.Intent,
];

/** What makes a conversation unread: a type of another app may be said as well. */
const SAID = [...WRITTEN, ContentType.Custom];

/** More unread messages than this are counted without a look at each. */
const LOOKED_AT = 100;

/** The newest messages of a thread, or those up to `untilNs`, oldest first. */
export async function listMessages(
  conversation: Conversation,
  stored: StoredThreads,
  page: { untilNs?: bigint; insertedAfterNs?: bigint; limit: number },
): Promise<MessagePage> {
  const found: DecodedMessage[] = await conversation.findEnrichedMessages({
    // One more than asked for tells whether there is an older one.
    limit: BigInt(page.limit + 1),
    direction: SortDirection.Descending,
    excludeContentTypes: NOT_SHOWN,
    // The engine's bound is exclusive; messages of one instant must not fall between two pages.
    ...(page.untilNs !== undefined && { sentBeforeNs: page.untilNs + 1n }),
    // Without it the store reads a page by its index, with it the whole thread.
    ...(page.insertedAfterNs !== undefined && { insertedAfterNs: page.insertedAfterNs }),
  });
  const messages = await toRecords(found.slice(0, page.limit).reverse(), conversation, stored);
  const next = found[page.limit];
  // A page of nothing to show (fifty new names of a group) would end the history for its reader.
  if (messages.length === 0 && next)
    return listMessages(conversation, stored, { ...page, untilNs: next.sentAtNs });
  return { messages, hasOlder: next !== undefined };
}

/** The oldest messages of a thread from `fromNs` on, oldest first. */
export async function listNewer(
  conversation: Conversation,
  stored: StoredThreads,
  page: { fromNs: bigint; limit: number },
): Promise<NewerPage> {
  const found: DecodedMessage[] = await conversation.findEnrichedMessages({
    limit: BigInt(page.limit + 1),
    direction: SortDirection.Ascending,
    excludeContentTypes: NOT_SHOWN,
    sentAfterNs: page.fromNs - 1n,
  });
  const messages = await toRecords(found.slice(0, page.limit), conversation, stored);
  const next = found[page.limit];
  if (messages.length === 0 && next)
    return listNewer(conversation, stored, { ...page, fromNs: next.sentAtNs });
  return { messages, hasNewer: next !== undefined };
}

/** All messages of a thread that are of these types, as they stand now. */
export async function readOfTypes(
  conversation: Conversation,
  stored: StoredThreads,
  contentTypes: ContentType[],
): Promise<MessageRecord[]> {
  const found: DecodedMessage[] = await conversation.findEnrichedMessages({ contentTypes });
  // Most conversations have none: what was taken back in them is not asked for.
  if (found.length === 0) return [];
  return toRecords(found, conversation, stored);
}

/** What the store has of these messages, as they stand now, in the order of the ids. */
export async function readMessages(
  ids: readonly MessageId[],
  stored: StoredThreads,
): Promise<MessageRecord[]> {
  const found: MessageRecord[] = [];
  for (const id of ids) {
    const record = await readMessage(id, stored);
    if (record) found.push(record);
  }
  return found;
}

/** One message as it stands now; undefined when it is not stored, or shows nothing. */
export async function readMessage(
  messageId: string,
  stored: StoredThreads,
): Promise<MessageRecord | undefined> {
  const message = await findStored(stored.client, messageId);
  if (!message) return undefined;
  const conversation = stored.threads.find(stored.threads.keyOf(message.conversationId));
  if (!conversation) return undefined;
  const [record] = await toRecords([message], conversation, stored);
  return record;
}

/** How many messages of others a thread holds after `readUntilNs`, and after what was read elsewhere. */
export async function countUnread(
  conversation: Conversation,
  ownInboxId: InboxId,
  readUntilNs: bigint,
  stored: StoredThreads,
): Promise<number> {
  const isNone = (await countAfter(conversation, ownInboxId, readUntilNs)) === 0;
  if (isNone) return 0;
  const elsewhereNs = await readElsewhereNs(conversation, ownInboxId);
  const sentAfterNs = elsewhereNs > readUntilNs ? elsewhereNs : readUntilNs;
  const count = await countAfter(conversation, ownInboxId, sentAfterNs);
  if (count === 0 || count > LOOKED_AT) return count;
  // What was taken back is nothing to read, who is typing has said nothing yet, and calls were heard.
  const unread = unreadOf(ownInboxId, sentAfterNs);
  const messages: DecodedMessage[] = await conversation.findEnrichedMessages(unread);
  const standing = await forgetOver(messages, conversation, stored);
  const thread = stored.threads.keyOfConversation(conversation);
  const callOf = await callsAmong(standing, conversation, { thread, self: ownInboxId });
  return standing.filter(
    (message) => message.content.type !== "deletedMessage" && !isHeardOnly(message, callOf),
  ).length;
}

function unreadOf(ownInboxId: InboxId, sentAfterNs: bigint) {
  return { sentAfterNs, excludeSenderInboxIds: [ownInboxId], contentTypes: SAID };
}

async function countAfter(
  conversation: Conversation,
  ownInboxId: InboxId,
  sentAfterNs: bigint,
): Promise<number> {
  return Number(await conversation.countMessages(unreadOf(ownInboxId, sentAfterNs)));
}

/** Until when another device of this inbox has read: the receipts that it sends come here too. */
async function readElsewhereNs(conversation: Conversation, ownInboxId: InboxId): Promise<bigint> {
  return (await readTimes(conversation))[ownInboxId]?.untilNs ?? 0n;
}

async function toRecords(
  found: readonly DecodedMessage[],
  conversation: Conversation,
  stored: StoredThreads,
): Promise<MessageRecord[]> {
  const thread = stored.threads.keyOfConversation(conversation);
  const deletionOf = await stored.deletions.of(conversation, thread);
  const standing = await forgetOver(found, conversation, stored);
  const encodedOf = encodedIn(stored.client);
  const self = stored.client.inboxId as InboxId;
  const callOf = await callsAmong(standing, conversation, { thread, self });
  return standing.flatMap(
    (message) => toMessageRecord(message, { thread, encodedOf, callOf }, deletionOf(message)) ?? [],
  );
}

function isTyping({ content }: DecodedMessage): boolean {
  return content.type === "custom" && isTypingSignal(content.content.type);
}

/**
 * Takes away what nobody is to see any more: what has disappeared, and who was typing, which was
 * true for some seconds and would take the place of a message in every page. Gives the others,
 * each with when it disappears.
 */
async function forgetOver(
  messages: readonly DecodedMessage[],
  conversation: Conversation,
  { client, threads, expiry }: StoredThreads,
): Promise<DecodedMessage[]> {
  const isAnyTimed = messages.some(({ expiresAtNs }) => expiresAtNs !== undefined);
  const thread = threads.keyOfConversation(conversation);
  const expiryOf: ExpiryOf = isAnyTimed ? await expiry.of(conversation, thread) : () => undefined;
  const standing = [];
  for (const message of messages) {
    const expiresAtNs = expiryOf(message);
    const isOver = isTyping(message) || isPast(expiresAtNs);
    if (isOver) client.conversations().deleteMessageById(message.id);
    else standing.push({ ...message, expiresAtNs });
  }
  return standing;
}

import type { MessageRecord, ThreadKey } from "../core/records.ts";
import type { NewsListener } from "../core/stream-news.ts";
import type { Desk } from "./desk.ts";
import { learnListed, learnSenders } from "./learn-senders.ts";
import { countsAsUnread, readList } from "./list-conversations.ts";
import { loadThread } from "./load-thread.ts";
import type { ReadReceipts } from "./read-receipts.ts";
import { COUNTED_AT_ONCE, recountUnread } from "./recount-unread.ts";
import type { Sending } from "./send-message.ts";
import type { Typing } from "./typing.ts";

/** What comes in, from the stream and from a sync. */
export type Receiving = NewsListener & {
  /** After a sync: the store knows things that no stream told. */
  readStore(): Promise<void>;
};

/**
 * Receives. A streamed message is shown at once, but only the store is the truth: the counts
 * are asked of it, its thread is read again a moment later, and after every sync the list and all
 * open threads are.
 */
export function createReceiving(
  desk: Desk,
  sending: Sending,
  { receipts, typing }: { receipts: ReadReceipts; typing: Typing },
): Receiving {
  const recount = coalesced(async (keys) => {
    if (desk.client) await recountUnread(desk, desk.client, keys);
  });
  // One reading is for all that was said meanwhile in conversations that nobody told of yet.
  const meet = coalesced(async (keys) => {
    const isAnyNew = keys.some((key) => !desk.conversations.has(key));
    if (desk.client && isAnyNew) await readList(desk, desk.client);
  });

  return {
    onMessage(message) {
      settleOwn(desk, sending, message);
      desk.storeMoved(message.thread);
      typing.stopped(message.thread, message.senderInboxId);
      desk.putMessages(message.thread, [message]);
      void learnSenders(desk, message.thread);
      void learnListed(desk);
      if (countsAsUnread(message, desk)) recount(message.thread);
      if (!desk.conversations.has(message.thread)) meet(message.thread);
    },
    onConversation(conversation) {
      desk.putConversation(conversation);
      if (desk.threads.get(conversation.key)?.group) desk.groupMoved(conversation.key);
      if (conversation.lastMessage && countsAsUnread(conversation.lastMessage, desk)) {
        recount(conversation.key);
      }
      if (desk.threads.has(conversation.key)) readSoon(loadThread(desk, sending, conversation.key));
    },
    onRead(read) {
      receipts.hear(read);
    },
    onTyping(heard) {
      typing.hear(heard);
    },
    onCall(call) {
      desk.tellCall(call);
    },
    readStore: () => readStore(desk, sending),
  };
}

/** Reads the list and the open threads again: what may be on the screen first, then all other counts. */
export async function readStore(desk: Desk, sending: Sending): Promise<void> {
  const { client } = desk;
  if (!client) return;
  const keys = await readList(desk, client);
  await recountUnread(desk, client, keys.slice(0, COUNTED_AT_ONCE));
  for (const key of desk.threads.keys()) await loadThread(desk, sending, key);
  await recountUnread(desk, client, keys.slice(COUNTED_AT_ONCE));
}

/** What can't be read now is read after the next sync, which also tells of what is wrong. */
function readSoon(reading: Promise<void>): void {
  reading.catch(() => undefined);
}

/** An own message that the engine published by itself, on a sync, has left the outbox too. */
function settleOwn(desk: Desk, sending: Sending, message: MessageRecord): void {
  if (message.delivery !== "published") return;
  const written = desk.outbox.queue.find(({ messageId }) => messageId === message.id);
  if (written?.state.kind === "failed") sending.dispatch({ kind: "published", key: written.key });
}

/** Collects keys while one run is under way; the next run takes all of them. */
function coalesced(run: (keys: ThreadKey[]) => Promise<void>): (key: ThreadKey) => void {
  const waiting = new Set<ThreadKey>();
  let isRunning = false;
  async function drain(): Promise<void> {
    isRunning = true;
    while (waiting.size > 0) {
      const keys = [...waiting];
      waiting.clear();
      await run(keys).catch(() => undefined);
    }
    isRunning = false;
  }
  return (key) => {
    waiting.add(key);
    if (!isRunning) void drain();
  };
}

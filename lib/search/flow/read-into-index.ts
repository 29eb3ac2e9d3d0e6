import type { MessageId, MessageRecord, ThreadKey } from "@/lib/messaging/core/records.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import type { SearchEntry } from "../core/entry.ts";
import { searchableText } from "../core/searchable-text.ts";
import type { IndexChange, IndexCount, MessageIndex } from "../ports.ts";

/** As much as the engine reads in a few milliseconds. */
const PAGE_LENGTH = 200;
/** What came since the last look is mostly one message. */
const NEWEST_LENGTH = 30;

export type ReadingParts = {
  index: Pick<MessageIndex, "change">;
  client: Pick<XmtpClient, "listMessages">;
  /** After each page: how many messages it had, and what the index has now. Waits for its end. */
  afterPage: (page: { read: number } & IndexCount) => Promise<void>;
};

/** Takes in everything of a thread, or what the store took in since a time. */
export async function readThread(
  thread: ThreadKey,
  sinceMs: number | undefined,
  { index, client, afterPage }: ReadingParts,
): Promise<void> {
  const since = sinceMs === undefined ? {} : { insertedAfterNs: BigInt(sinceMs) * 1_000_000n };
  for (let untilNs: bigint | undefined; ; ) {
    const page = { ...since, ...(untilNs !== undefined && { untilNs }), limit: PAGE_LENGTH };
    const { messages, hasOlder } = await client.listMessages(thread, page);
    const counted = await index.change(toChange(messages));
    await afterPage({ read: messages.length, ...counted });
    const oldest = messages[0];
    if (!oldest || !hasOlder) return;
    // A whole page of one instant: what else is of that instant is passed over.
    untilNs = oldest.sentAtNs === untilNs ? untilNs - 1n : oldest.sentAtNs;
  }
}

/** Takes in the newest messages of a thread, back to one that is in already. */
export async function readNewest(
  thread: ThreadKey,
  known: number,
  { index, client, afterPage }: ReadingParts,
): Promise<void> {
  let before = known;
  for (let untilNs: bigint | undefined; ; ) {
    const page = { ...(untilNs !== undefined && { untilNs }), limit: NEWEST_LENGTH };
    const { messages, hasOlder } = await client.listMessages(thread, page);
    const change = toChange(messages);
    const counted = await index.change(change);
    await afterPage({ read: messages.length, ...counted });
    const [oldest, isAllNew] = [messages[0], counted.count - before === change.put?.length];
    before = counted.count;
    if (!oldest || !hasOlder || !isAllNew || oldest.sentAtNs === untilNs) return;
    untilNs = oldest.sentAtNs;
  }
}

/** What messages mean for the index: what has words is put, what has none any more is removed. */
function toChange(messages: readonly MessageRecord[]): IndexChange {
  const put: SearchEntry[] = [];
  const remove: MessageId[] = [];
  for (const { id, thread, sentAtNs, expiresAtNs, content } of messages) {
    const text = searchableText(content);
    if (text === undefined) remove.push(id);
    else {
      const expiry = expiresAtNs === undefined ? {} : { expiresAtMs: toMs(expiresAtNs) };
      put.push({ id, thread, sentAtMs: toMs(sentAtNs), ...expiry, text });
    }
  }
  return { put, remove };
}

function toMs(timeNs: bigint): number {
  return Number(timeNs / 1_000_000n);
}

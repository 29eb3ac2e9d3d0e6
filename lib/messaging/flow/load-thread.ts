import { type MessageId, type MessageRecord, type ThreadKey, toWritten } from "../core/records.ts";
import { type Timeline, withMessages, withoutGone, withoutMessages } from "../core/timeline.ts";
import type { MessagePage, XmtpClient } from "../ports/xmtp-client.ts";
import type { Desk } from "./desk.ts";
import { learnSenders } from "./learn-senders.ts";
import type { Sending } from "./send-message.ts";

export const PAGE_LENGTH = 50;
/** A gap longer than this is not closed message by message: the newest page stands alone. */
const MOST_GAP_PAGES = 20;

/**
 * Brings the newest messages of a thread from this device's store. Called again after a sync
 * it closes the gap between what was shown before and what is newest.
 */
export async function loadThread(desk: Desk, sending: Sending, key: ThreadKey): Promise<void> {
  const thread = desk.thread(key);
  const { client } = desk;
  if (!client) return;
  const knownUntilNs = thread.isLoaded ? newestStoredNs(thread.timeline.records) : undefined;
  const known = new Set(thread.timeline.records.map(({ id }) => id));
  const { messages, hasOlder } = await readBackTo(client, key, knownUntilNs);
  const reachesKnown = knownUntilNs !== undefined && startsBefore(messages, knownUntilNs);
  if (!reachesKnown) {
    // Nothing was shown before, or a hole would be left in the middle of it.
    if (thread.isLoaded) thread.timeline = withoutKnown(thread.timeline, known);
    thread.hasOlder = hasOlder;
  }
  const fromNs = (hasOlder && messages[0]?.sentAtNs) || -1n;
  thread.timeline = withoutGone(thread.timeline, known, { given: messages, fromNs });
  thread.isLoaded = true;
  desk.putMessages(key, messages);
  void learnSenders(desk, key);
  adoptUnsent(desk, sending, messages);
}

/** Forgets what was here when the store was asked; what was streamed since is newer than its answer. */
function withoutKnown(timeline: Timeline, known: ReadonlySet<MessageId>): Timeline {
  const streamed = timeline.records.filter(({ id }) => !known.has(id));
  return withMessages(withoutMessages(timeline), streamed);
}

/** The newest messages, page by page until one is as old as `knownUntilNs`. */
async function readBackTo(
  client: XmtpClient,
  key: ThreadKey,
  knownUntilNs: bigint | undefined,
): Promise<MessagePage> {
  let page = await client.listMessages(key, { limit: PAGE_LENGTH });
  const messages = [...page.messages];
  for (let pages = 1; pages < MOST_GAP_PAGES && page.hasOlder; pages++) {
    const oldest = page.messages[0];
    if (!oldest || knownUntilNs === undefined || startsBefore(messages, knownUntilNs)) break;
    page = await client.listMessages(key, { untilNs: oldest.sentAtNs, limit: PAGE_LENGTH });
    messages.unshift(...page.messages);
  }
  return { messages, hasOlder: page.hasOlder };
}

function startsBefore(messages: readonly MessageRecord[], untilNs: bigint): boolean {
  const oldest = messages[0];
  return oldest !== undefined && oldest.sentAtNs <= untilNs;
}

/** Brings the page before the oldest message shown. */
export async function loadOlder(desk: Desk, key: ThreadKey): Promise<void> {
  const thread = desk.thread(key);
  const window = thread.aside ?? thread;
  const oldest = window.timeline.records[0];
  const isLoaded = thread.isLoaded || window === thread.aside;
  if (!desk.client || !isLoaded || !window.hasOlder || !oldest) return;
  const page = await desk.client.listMessages(key, {
    untilNs: oldest.sentAtNs,
    limit: PAGE_LENGTH,
  });
  window.hasOlder = page.hasOlder;
  window.timeline = withMessages(window.timeline, page.messages);
  desk.changed(key);
  void learnSenders(desk, key);
}

/**
 * Own messages in the store that never left and that no outbox knows (another app on this
 * store, an outbox that was erased): they are sent now, or shown as failed if they had been.
 */
export function adoptUnsent(
  desk: Desk,
  sending: Sending,
  messages: readonly MessageRecord[],
): void {
  // The tab that leads knows which of them are under way, and tells the others.
  if (!desk.outbox.leads) return;
  const known = new Set(desk.outbox.queue.map(({ messageId }) => messageId));
  const items = messages
    .filter(
      ({ id, delivery, senderInboxId }) =>
        delivery !== "published" && senderInboxId === desk.ownInboxId && !known.has(id),
    )
    .flatMap(({ id, thread, content: stored, sentAtNs, delivery }) => {
      const content = toWritten(stored);
      if (!content) return [];
      const failedBecause = "xmtp.refused" as const;
      const item = { key: id, messageId: id, thread, content };
      const writtenAtMs = Number(sentAtNs / 1_000_000n);
      return [{ ...item, writtenAtMs, ...(delivery === "failed" && { failedBecause }) }];
    });
  if (items.length > 0) sending.dispatch({ kind: "restored", items });
}

function newestStoredNs(records: readonly MessageRecord[]): bigint | undefined {
  return records.findLast(({ delivery }) => delivery === "published")?.sentAtNs;
}

import type { MessageId, MessageRecord, ThreadKey } from "../core/records.ts";
import { emptyTimeline, type Timeline, withMessages } from "../core/timeline.ts";
import type { XmtpClient } from "../ports/xmtp-client.ts";
import type { Desk } from "./desk.ts";
import { learnSenders } from "./learn-senders.ts";
import { PAGE_LENGTH } from "./load-thread.ts";
import type { OpenThread } from "./open-thread.ts";

/** As many messages stand before and after the one that is shown. */
const AROUND_LENGTH = 30;
/** Long enough to find it on the screen. */
export const TARGET_SHOWN_MS = 2_500;

/** A message that was deleted, has expired, or is another inbox's is `gone`. */
export type ShownMessage = "shown" | "gone";

type Target = NonNullable<OpenThread["target"]>;

type Part = { records: readonly MessageRecord[]; hasOlder: boolean; hasNewer: boolean };

/**
 * Shows a message in its place, however far back: the thread's view has it as its `target` for
 * some moments, with what was written before and after it.
 */
export async function showMessage(
  desk: Desk,
  client: XmtpClient,
  key: ThreadKey,
  messageId: MessageId,
): Promise<ShownMessage> {
  const thread = desk.thread(key);
  const turn = (thread.target?.turn ?? desk.host.nowMs()) + 1;
  const target: Target = { messageId, turn };
  thread.target = target;
  const isHere = await bringHere(desk, client, key, messageId).catch((error: unknown) => {
    delete thread.target;
    throw error;
  });
  if (thread.target !== target) return isHere ? "shown" : "gone";
  if (isHere) forgetLater(desk, key, target);
  else delete thread.target;
  desk.changed(key);
  return isHere ? "shown" : "gone";
}

/** Leaves the middle of the history for the latest messages, unless one is about to be shown. */
export function leaveAside(desk: Desk, key: ThreadKey): void {
  const thread = desk.threads.get(key);
  if (!thread?.aside || thread.target) return;
  delete thread.aside;
  desk.changed(key);
}

/** Goes to the latest messages. */
export function showLatest(desk: Desk, key: ThreadKey): void {
  delete desk.threads.get(key)?.target;
  leaveAside(desk, key);
}

/** Brings the page after the newest message shown, when that is not the latest. */
export async function loadNewer(desk: Desk, key: ThreadKey): Promise<void> {
  const thread = desk.thread(key);
  const { aside } = thread;
  const newest = aside?.timeline.records.at(-1);
  if (!desk.client || !aside || !newest) return;
  const page = { fromNs: newest.sentAtNs, limit: PAGE_LENGTH };
  const { messages, hasNewer } = await desk.client.listNewer(key, page);
  if (thread.aside !== aside) return;
  const { records } = withMessages(aside.timeline, messages);
  putPart(desk, key, { records, hasOlder: aside.hasOlder, hasNewer });
}

async function bringHere(
  desk: Desk,
  client: XmtpClient,
  key: ThreadKey,
  messageId: MessageId,
): Promise<boolean> {
  const thread = desk.thread(key);
  if (thread.aside && has(thread.aside.timeline, messageId)) return true;
  if (thread.isLoaded && has(thread.timeline, messageId)) {
    delete thread.aside;
    return true;
  }
  const part = await readAround(client, key, messageId);
  if (!part) return false;
  // Pages that are under way belong to the place that is left.
  delete thread.aside;
  putPart(desk, key, part);
  return true;
}

async function readAround(
  client: XmtpClient,
  key: ThreadKey,
  messageId: MessageId,
): Promise<Part | undefined> {
  const [message] = await client.readMessages([messageId]);
  if (message?.thread !== key) return undefined;
  const { sentAtNs } = message;
  const [before, after] = await Promise.all([
    client.listMessages(key, { untilNs: sentAtNs, limit: AROUND_LENGTH }),
    client.listNewer(key, { fromNs: sentAtNs, limit: AROUND_LENGTH }),
  ]);
  const records = [...before.messages, ...after.messages];
  return { records, hasOlder: before.hasOlder, hasNewer: after.hasNewer };
}

/** Joins the part to the thread's own window where the two touch; else shows it aside. */
function putPart(desk: Desk, key: ThreadKey, part: Part): void {
  const thread = desk.thread(key);
  if (part.hasNewer && !touches(thread, part)) {
    const { ownInboxId } = desk;
    const { startOfDayMs } = desk.host;
    const timeline = withMessages(emptyTimeline({ ownInboxId, startOfDayMs }), part.records);
    if (thread.aside) Object.assign(thread.aside, { timeline, hasOlder: part.hasOlder });
    else thread.aside = { timeline, hasOlder: part.hasOlder };
  } else {
    delete thread.aside;
    if (!thread.isLoaded || reachesFurther(part, thread)) thread.hasOlder = part.hasOlder;
    thread.isLoaded = true;
    thread.timeline = withMessages(thread.timeline, part.records);
  }
  desk.changed(key);
  void learnSenders(desk, key);
}

function touches({ isLoaded, timeline }: OpenThread, { records }: Part): boolean {
  const [oldest, newest] = [timeline.records[0], records.at(-1)];
  return isLoaded && oldest !== undefined && newest !== undefined
    ? newest.sentAtNs >= oldest.sentAtNs
    : false;
}

function reachesFurther({ records }: Part, { timeline }: OpenThread): boolean {
  const [first, oldest] = [records[0], timeline.records[0]];
  return first !== undefined && (oldest === undefined || first.sentAtNs < oldest.sentAtNs);
}

function has({ records }: Timeline, messageId: MessageId): boolean {
  return records.some(({ id }) => id === messageId);
}

function forgetLater(desk: Desk, key: ThreadKey, target: Target): void {
  desk.host.at(desk.host.nowMs() + TARGET_SHOWN_MS, () => {
    const thread = desk.threads.get(key);
    if (thread?.target !== target) return;
    delete thread.target;
    desk.changed(key);
  });
}

import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Pending } from "./outbox.ts";
import { withReaction } from "./reactions.ts";
import { isWritten, type MessageId, type MessageRecord } from "./records.ts";
import { EMPTY_LAYOUT, type Layout, layOut, type TimelineEntry } from "./timeline-layout.ts";
import { withPendingEntries } from "./timeline-pending.ts";
import type { SendState, TimelineItem } from "./view.ts";

export type TimelineContext = {
  ownInboxId: InboxId;
  /** The start of the local day that an instant falls in. */
  startOfDayMs: (atMs: number) => number;
};

/**
 * A thread's messages in the order both sides agree on, and the rows they make.
 *
 * What is appended costs by its own length, however long the thread is; every row that did
 * not change is the same object as before.
 */
export type Timeline = {
  readonly context: TimelineContext;
  /** Ascending by network time, then by id: message ids are the same on every device. */
  readonly records: readonly MessageRecord[];
  /** Own messages that have not left, in the order of writing. */
  readonly pending: readonly Pending[];
  /** The key that an own message had when it was written, by its id. */
  readonly writtenKeys: ReadonlyMap<MessageId, string>;
  /** One for each record that shows; an own one under way shows through `pending`. */
  readonly settled: readonly TimelineEntry[];
  readonly layout: Layout;
  readonly items: readonly TimelineItem[];
};

export function emptyTimeline(context: TimelineContext): Timeline {
  return {
    context,
    records: [],
    pending: [],
    writtenKeys: new Map(),
    settled: [],
    layout: EMPTY_LAYOUT,
    items: [],
  };
}

/** Adds what the store or the stream gave. A message that is there already is replaced, never doubled. */
export function withMessages(timeline: Timeline, added: readonly MessageRecord[]): Timeline {
  const { records: known } = timeline;
  const addedById = new Map(added.map((record) => [record.id, record]));
  if (addedById.size > 0 && isAppend(known, addedById)) {
    const fresh = [...addedById.values()].sort(compareRecords);
    const settled = timeline.settled.concat(visibleEntries(fresh, timeline));
    return show({ ...timeline, records: known.concat(fresh), settled }, timeline.settled.length);
  }
  if (addedById.size > 0 && isOlderPage(known, addedById)) {
    const fresh = [...addedById.values()].sort(compareRecords);
    const settled = visibleEntries(fresh, timeline).concat(timeline.settled);
    return show({ ...timeline, records: fresh.concat(known), settled }, 0);
  }
  const records = mergeRecords(known, addedById);
  return records === known ? timeline : settle({ ...timeline, records });
}

/**
 * Adds only what falls between the oldest and the newest message there are: of a part of a history,
 * anything else would leave a hole. What moved out of it is taken away.
 */
export function withinTimeline(timeline: Timeline, given: readonly MessageRecord[]): Timeline {
  const [oldest, newest] = [timeline.records[0], timeline.records.at(-1)];
  if (!oldest || !newest) return timeline;
  const isInside = (record: MessageRecord) =>
    record.sentAtNs >= oldest.sentAtNs && record.sentAtNs <= newest.sentAtNs;
  const moved = new Set(given.filter((record) => !isInside(record)).map(({ id }) => id));
  const kept = timeline.records.filter(({ id }) => !moved.has(id));
  const base =
    kept.length < timeline.records.length
      ? withMessages(withoutMessages(timeline), kept)
      : timeline;
  return withMessages(base, given.filter(isInside));
}

/** Takes in what changed of messages that are there, and no others. */
export function withChanges(timeline: Timeline, given: readonly MessageRecord[]): Timeline {
  const known = new Set(timeline.records.map(({ id }) => id));
  return withMessages(
    timeline,
    given.filter(({ id }) => known.has(id)),
  );
}

/**
 * Takes away what the store does not have any more: of `known`, which were here when it was asked,
 * those it did not give though it gave everything after `fromNs`.
 */
export function withoutGone(
  timeline: Timeline,
  known: ReadonlySet<MessageId>,
  { given, fromNs }: { given: readonly MessageRecord[]; fromNs: bigint },
): Timeline {
  const givenIds = new Set(given.map(({ id }) => id));
  const records = timeline.records.filter(
    ({ id, sentAtNs }) => !known.has(id) || sentAtNs <= fromNs || givenIds.has(id),
  );
  return records.length === timeline.records.length ? timeline : settle({ ...timeline, records });
}

/** Forgets what the store gave; own messages on their way stay. */
export function withoutMessages(timeline: Timeline): Timeline {
  return settle({ ...timeline, records: [] });
}

/** Takes away what has disappeared by now; own messages on their way stay. */
export function withoutExpired(timeline: Timeline, nowMs: number): Timeline {
  const records = standingAt(timeline.records, nowMs);
  return records === timeline.records ? timeline : settle({ ...timeline, records });
}

/** Of these messages those that have not disappeared by then; the same when all of them are. */
export function standingAt(
  records: readonly MessageRecord[],
  nowMs: number,
): readonly MessageRecord[] {
  const over = new Set(
    records.filter(({ expiresAtNs }) => isOver(expiresAtNs, nowMs)).map(({ id }) => id),
  );
  if (over.size === 0) return records;
  return records.filter(({ id }) => !over.has(id)).map((record) => withoutQuote(record, over));
}

/** What has disappeared is not to be read in the answers to it either. */
function withoutQuote(record: MessageRecord, over: ReadonlySet<MessageId>): MessageRecord {
  const { content } = record;
  if (content.type !== "reply" || !over.has(content.to.id)) return record;
  return { ...record, content: { ...content, to: { id: content.to.id } } };
}

/** Whether a message with this time of expiry is gone. */
export function isOver(expiresAtNs: bigint | undefined, nowMs: number): boolean {
  return expiresAtNs !== undefined && toMs(expiresAtNs) <= nowMs;
}

/** Sets the own messages that have not left, and what else was done and has not. */
export function withPending(timeline: Timeline, pending: readonly Pending[]): Timeline {
  const writtenKeys = new Map(timeline.writtenKeys);
  const newlyNamed = new Set<MessageId>();
  for (const { messageId, key } of pending) {
    if (!messageId || writtenKeys.get(messageId) === key) continue;
    writtenKeys.set(messageId, key);
    newlyNamed.add(messageId);
  }
  const changed = { ...timeline, pending, writtenKeys };
  // Its row is the one that it had from writing on, though the network gave it before we knew.
  const mayChangeSettled =
    timeline.records.some(({ id, delivery }) => delivery !== "published" || newlyNamed.has(id)) ||
    actions(timeline.pending).length + actions(pending).length > 0;
  return mayChangeSettled ? settle(changed) : show(changed, timeline.settled.length);
}

export function compareRecords(a: MessageRecord, b: MessageRecord): number {
  if (a.sentAtNs !== b.sentAtNs) return a.sentAtNs < b.sentAtNs ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

type RecordsById = Map<MessageId, MessageRecord>;

function isAppend(known: readonly MessageRecord[], added: RecordsById): boolean {
  const newest = known.at(-1);
  if (!newest) return true;
  for (const record of added.values()) if (compareRecords(record, newest) <= 0) return false;
  // An own message gets a later time when it is published: it moves, and is not new.
  return !known.some(({ id }) => added.has(id));
}

/** All of it before what is there: the page that somebody scrolls back to. */
function isOlderPage(known: readonly MessageRecord[], added: RecordsById): boolean {
  const oldest = known[0];
  if (!oldest) return false;
  for (const record of added.values()) if (compareRecords(record, oldest) >= 0) return false;
  return !known.some(({ id }) => added.has(id));
}

function mergeRecords(
  known: readonly MessageRecord[],
  added: RecordsById,
): readonly MessageRecord[] {
  const merged = new Map(known.map((record) => [record.id, record]));
  let isChanged = false;
  for (const record of added.values()) {
    const before = merged.get(record.id);
    const next = before ? mergeRecord(before, record) : record;
    if (next === before) continue;
    merged.set(record.id, next);
    isChanged = true;
  }
  return isChanged ? [...merged.values()].sort(compareRecords) : known;
}

/** The given state of a message; what of it says the same as before is the same object. */
function mergeRecord(before: MessageRecord, given: MessageRecord): MessageRecord {
  // What was read before it was published, and comes late, has the time of this device: no news.
  if (before.delivery === "published" && given.delivery !== "published") return before;
  const content = saysTheSame(before.content, given.content) ? before.content : given.content;
  const reactions = saysTheSame(before.reactions, given.reactions)
    ? before.reactions
    : given.reactions;
  const isSame =
    content === before.content &&
    reactions === before.reactions &&
    before.sentAtNs === given.sentAtNs &&
    before.delivery === given.delivery &&
    before.expiresAtNs === given.expiresAtNs;
  return isSame ? before : { ...given, content, ...(reactions && { reactions }) };
}

function saysTheSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** Makes all entries anew, and all rows: what was there may stand elsewhere now. */
function settle(timeline: Timeline): Timeline {
  return show({ ...timeline, settled: visibleEntries(timeline.records, timeline) }, 0);
}

/** Lays out what is settled with what is pending; settled entries before `from` did not change. */
function show(timeline: Timeline, from: number): Timeline {
  const { context, settled, layout } = timeline;
  const { entries, firstPlaced } = withPendingEntries(settled, timeline.pending, context);
  const firstChanged = Math.min(from, firstPlaced, layout.firstUnsettled);
  const next = layOut(layout, entries, { firstChanged, firstUnsettled: firstPlaced, ...context });
  return { ...timeline, layout: next, items: next.items };
}

function visibleEntries(
  records: readonly MessageRecord[],
  { pending, writtenKeys, context }: Timeline,
): TimelineEntry[] {
  const pendingIds = new Set(pending.map(({ messageId }) => messageId));
  const onItsWay = actions(pending);
  return records
    .filter(({ id, delivery }) => delivery === "published" || !pendingIds.has(id))
    .map((record) => withActions(record, onItsWay, context.ownInboxId))
    .map((record) => toEntry(record, writtenKeys));
}

const SENT: SendState = { kind: "sent" };
const DELIVERY_STATES: Record<MessageRecord["delivery"], SendState> = {
  published: SENT,
  unpublished: { kind: "waiting" },
  failed: { kind: "failed", reason: "xmtp.refused" },
};

function toEntry(record: MessageRecord, writtenKeys: Timeline["writtenKeys"]): TimelineEntry {
  const { id, senderInboxId, content, sentAtNs, delivery, reactions, expiresAtNs } = record;
  return {
    key: writtenKeys.get(id) ?? id,
    id,
    senderInboxId,
    content,
    sentAtMs: toMs(sentAtNs),
    state: DELIVERY_STATES[delivery],
    ...(reactions && { reactions }),
    ...(expiresAtNs !== undefined && { expiresAtMs: toMs(expiresAtNs) }),
  };
}

function toMs(atNs: bigint): number {
  return Number(atNs / 1_000_000n);
}

/** What a person did to messages that are there, and the network has not heard of. */
function actions(pending: readonly Pending[]): readonly Pending["content"][] {
  return pending.map(({ content }) => content).filter((content) => !isWritten(content));
}

function withActions(
  record: MessageRecord,
  onItsWay: readonly Pending["content"][],
  ownInboxId: InboxId,
): MessageRecord {
  let acted = record;
  for (const action of onItsWay) {
    if (action.type === "deletion" && action.of === record.id) {
      const { reactions: _, ...rest } = acted;
      acted = { ...rest, content: { type: "deleted", by: ownInboxId } };
    }
    if (action.type === "reaction" && action.to === record.id) {
      const { reactions: before, ...rest } = acted;
      const reactions = withReaction(before, { ...action, senderInboxId: ownInboxId });
      acted = { ...rest, ...(reactions && { reactions }) };
    }
  }
  return acted;
}

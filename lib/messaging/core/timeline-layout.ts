import type { InboxId } from "@/lib/identity/core/ids.ts";
import { isSaid, type MessageId, type MessageRecord, type Reaction } from "./records.ts";
import type { SendState, TimelineItem } from "./view.ts";

/** Consecutive messages of one person this close together are one group. */
export const GROUP_WINDOW_MS = 5 * 60_000;

/** One line of a thread before it is laid out: a stored message, or an own one on its way. */
export type TimelineEntry = {
  key: string;
  id?: MessageId;
  senderInboxId: InboxId;
  content: MessageRecord["content"];
  sentAtMs: number;
  state: SendState;
  reactions?: readonly Reaction[];
  expiresAtMs?: number;
};

/** Rows, with where their days begin, so that a change lays out only what comes after it. */
export type Layout = {
  readonly items: readonly TimelineItem[];
  readonly days: readonly { startsAtMs: number; firstEntry: number }[];
  readonly entries: readonly TimelineEntry[];
  /** Entries from here on were pending: the next layout can't rely on them. */
  readonly firstUnsettled: number;
};

export const EMPTY_LAYOUT: Layout = { items: [], days: [], entries: [], firstUnsettled: 0 };

type LayoutOptions = {
  /** Entries before this index are those of the layout before. */
  firstChanged: number;
  firstUnsettled: number;
  ownInboxId: InboxId;
  startOfDayMs: (atMs: number) => number;
};

/** Lays entries out in days and groups. Rows that say what they said before are the same objects. */
export function layOut(
  before: Layout,
  entries: readonly TimelineEntry[],
  options: LayoutOptions,
): Layout {
  // The row before the first change may open or close a group differently now.
  const from = Math.max(0, Math.min(options.firstChanged, before.entries.length) - 1);
  const days = before.days.filter(({ firstEntry }) => firstEntry < from);
  const itemsFrom = from + days.length;
  const known = new Map(before.items.slice(itemsFrom).map((item) => [item.key, item]));
  const fresh: TimelineItem[] = [];
  const push = (item: TimelineItem) => {
    const previous = known.get(item.key);
    fresh.push(previous && sameItem(previous, item) ? previous : item);
  };
  for (let index = from; index < entries.length; index++) {
    const entry = entries[index] as TimelineEntry;
    const dayBefore = days.at(-1)?.startsAtMs ?? Number.NEGATIVE_INFINITY;
    // A clock that runs behind must not open an earlier day under a later one.
    const startsAtMs = Math.max(options.startOfDayMs(entry.sentAtMs), dayBefore);
    if (startsAtMs !== dayBefore) {
      days.push({ startsAtMs, firstEntry: index });
      push({ kind: "day", key: `day:${startsAtMs}`, startsAtMs });
    }
    push(toItem(entry, entries[index - 1], entries[index + 1], options));
  }
  const items = before.items.slice(0, itemsFrom).concat(fresh);
  return {
    items: sameItems(before.items, items) ? before.items : items,
    days,
    entries,
    firstUnsettled: options.firstUnsettled,
  };
}

function toItem(
  entry: TimelineEntry,
  previous: TimelineEntry | undefined,
  next: TimelineEntry | undefined,
  options: LayoutOptions,
): TimelineItem {
  return {
    kind: "message",
    ...entry,
    mine: entry.senderInboxId === options.ownInboxId,
    opensGroup: !previous || !isOneGroup(previous, entry, options),
    closesGroup: !next || !isOneGroup(entry, next, options),
  };
}

function isOneGroup(
  earlier: TimelineEntry,
  later: TimelineEntry,
  { startOfDayMs }: LayoutOptions,
): boolean {
  return (
    earlier.senderInboxId === later.senderInboxId &&
    // What happened in a conversation stands between messages, whoever did it.
    isSaid(earlier.content) &&
    isSaid(later.content) &&
    later.sentAtMs - earlier.sentAtMs < GROUP_WINDOW_MS &&
    // A day separator stands between them.
    startOfDayMs(later.sentAtMs) <= startOfDayMs(earlier.sentAtMs)
  );
}

function sameItems(a: readonly TimelineItem[], b: readonly TimelineItem[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

function sameItem(a: TimelineItem, b: TimelineItem): boolean {
  if (a.kind === "day" || b.kind === "day") return a.kind === b.kind;
  return (
    a.content === b.content &&
    a.id === b.id &&
    a.reactions === b.reactions &&
    a.expiresAtMs === b.expiresAtMs &&
    a.sentAtMs === b.sentAtMs &&
    a.opensGroup === b.opensGroup &&
    a.closesGroup === b.closesGroup &&
    sameState(a.state, b.state)
  );
}

function sameState(a: SendState, b: SendState): boolean {
  if (a.kind === "failed" && b.kind === "failed") return a.reason === b.reason;
  return a.kind === b.kind;
}

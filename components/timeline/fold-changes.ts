import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { GroupChange, PlainContent } from "@/lib/messaging/core/records.ts";
import type { TimelineItem } from "@/lib/messaging/core/view.ts";
import type { MessageItem } from "./message-actions.ts";

/** What one person does within this time is one line. */
const WINDOW_MS = 5 * 60_000;

type Changed = Extract<PlainContent, { type: "group-changed" }>;
type ChangedItem = MessageItem & { content: Changed };

/** What became of rows that were folded, by the first of them: rows that say the same are the same. */
const folded = new WeakMap<TimelineItem, { last: TimelineItem; item: TimelineItem }>();

/**
 * Makes one row of what happened to a group in a row: "Ana added 12 people". The row has the key of
 * the first. A thread in which nothing of that happened is given back as it is.
 */
export function foldChanges(items: readonly TimelineItem[]): readonly TimelineItem[] {
  if (!items.some((item, index) => follows(items[index - 1], item))) return items;
  const rows: TimelineItem[] = [];
  for (let index = 0; index < items.length; ) {
    let end = index + 1;
    while (end < items.length && follows(items[end - 1], items[end])) end++;
    const item = items[index] as TimelineItem;
    rows.push(end === index + 1 ? item : fold(items.slice(index, end) as ChangedItem[]));
    index = end;
  }
  return rows;
}

function follows(before: TimelineItem | undefined, item: TimelineItem | undefined): boolean {
  if (!isChanged(before) || !isChanged(item)) return false;
  if (item.sentAtMs - before.sentAtMs > WINDOW_MS) return false;
  return before.content.by === item.content.by || fulfils(item.content, before.content);
}

/** Who asked to be let go was let go: the second says all of it. */
function fulfils(content: Changed, before: Changed): boolean {
  const gone = peopleIn(content, "left");
  const asked = peopleIn(before, "leaving");
  return asked.length > 0 && asked.every((inboxId) => gone.includes(inboxId));
}

function fold(run: readonly ChangedItem[]): TimelineItem {
  const [first, last] = [run[0], run.at(-1)] as [ChangedItem, ChangedItem];
  const known = folded.get(first);
  if (known?.last === last) return known.item;
  const content: Changed = { ...first.content, changes: merge(run.map((item) => item.content)) };
  const item = { ...first, content };
  folded.set(first, { last, item });
  return item;
}

function merge(contents: readonly Changed[]): GroupChange[] {
  const merged: GroupChange[] = [];
  for (const change of contents.flatMap(({ changes }) => changes)) {
    const before = merged.at(-1);
    if (before && "inboxIds" in before && "inboxIds" in change && before.kind === change.kind) {
      const inboxIds = [...new Set([...before.inboxIds, ...change.inboxIds])];
      merged[merged.length - 1] = { ...before, inboxIds };
    } else if (before && !("inboxIds" in before) && before.kind === change.kind) {
      merged[merged.length - 1] = change;
    } else {
      merged.push(change);
    }
  }
  return merged.filter((change, index) => !isFulfilled(change, merged.slice(index + 1)));
}

function isFulfilled(change: GroupChange, later: readonly GroupChange[]): boolean {
  if (change.kind !== "leaving") return false;
  const gone = later.flatMap((each) => (each.kind === "left" ? each.inboxIds : []));
  return change.inboxIds.every((inboxId) => gone.includes(inboxId));
}

function peopleIn({ changes }: Changed, kind: "left" | "leaving"): InboxId[] {
  return changes.flatMap((change) => (change.kind === kind ? change.inboxIds : []));
}

function isChanged(item: TimelineItem | undefined): item is ChangedItem {
  return item?.kind === "message" && item.content.type === "group-changed";
}

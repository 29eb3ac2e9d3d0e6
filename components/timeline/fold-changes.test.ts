import { expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { GroupChange, MessageContent } from "@/lib/messaging/core/records.ts";
import type { TimelineItem } from "@/lib/messaging/core/view.ts";
import { foldChanges } from "./fold-changes.ts";

const [ana, ben] = ["ana", "ben"] as InboxId[] as [InboxId, InboxId];
let count = 0;

function item(content: MessageContent, atMs: number, by = ana): TimelineItem {
  return {
    kind: "message",
    key: `k${count++}`,
    mine: false,
    senderInboxId: by,
    content,
    sentAtMs: atMs,
    state: { kind: "sent" },
    opensGroup: true,
    closesGroup: true,
  };
}

function changed(change: GroupChange, atMs = 0, by = ana): TimelineItem {
  return item({ type: "group-changed", by, changes: [change] }, atMs, by);
}

const added = (...names: string[]): GroupChange => ({
  kind: "added",
  inboxIds: names as InboxId[],
});
const said = (atMs: number) => item({ type: "text", text: "hi" }, atMs);
const changesOf = (row: TimelineItem | undefined) =>
  row?.kind === "message" && row.content.type === "group-changed" ? row.content.changes : undefined;

it("gives a thread back as it is where nothing happened twice in a row", () => {
  const items = [changed(added("a")), said(1), changed(added("b"), 2), said(3)];
  expect(foldChanges(items)).toBe(items);
});

it("counts who was added in a row as one, under the first key", () => {
  const items = [said(0), changed(added("a", "b"), 1), changed(added("b", "c"), 2), said(3)];
  const rows = foldChanges(items);
  expect(rows.map(({ key }) => key)).toEqual([items[0]?.key, items[1]?.key, items[3]?.key]);
  expect(changesOf(rows[1])).toEqual([added("a", "b", "c")]);
});

it("keeps the last name, and the order of different changes", () => {
  const name = (value: string): GroupChange => ({ kind: "name", value });
  const rows = foldChanges([
    changed(name("Crew")),
    changed(name("Sailing"), 1),
    changed(added("a"), 2),
    changed({ kind: "removed", inboxIds: ["a" as InboxId] }, 3),
  ]);
  expect(changesOf(rows[0])).toEqual([
    name("Sailing"),
    added("a"),
    { kind: "removed", inboxIds: ["a"] },
  ]);
});

it("folds neither over a day, nor what others did, nor what came much later", () => {
  const day: TimelineItem = { kind: "day", key: "day", startsAtMs: 0 };
  const items = [
    changed(added("a")),
    day,
    changed(added("b"), 1),
    changed(added("c"), 2, ben),
    changed(added("d"), 300_003, ben),
  ];
  expect(foldChanges(items)).toBe(items);
});

it("says only that somebody left who had asked for it just before, whoever let them go", () => {
  const asked = changed({ kind: "leaving", inboxIds: [ben] }, 0, ben);
  const left = changed({ kind: "left", inboxIds: [ben] }, 1, ana);
  expect(changesOf(foldChanges([asked, left])[0])).toEqual([{ kind: "left", inboxIds: [ben] }]);
});

it("gives the same row for the same messages, and another when one more comes", () => {
  const items = [changed(added("a")), changed(added("b"), 1)];
  const [row] = foldChanges(items);
  expect(foldChanges([...items, said(2)])[0]).toBe(row);
  const more = foldChanges([...items, changed(added("c"), 2)])[0];
  expect(changesOf(more)).toEqual([added("a", "b", "c")]);
  expect(more?.key).toBe(row?.key);
});

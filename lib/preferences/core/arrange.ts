import type { InboxRow } from "@/lib/messaging/core/view.ts";
import { isMuted, type PreferencesView, settledAbout } from "./preferences.ts";

export type ArrangedRows = {
  /** The pinned ones in their order, then the newest first. */
  listed: readonly InboxRow[];
  archived: readonly InboxRow[];
};

/** The list as the person arranged it. `rows` come newest first. */
export function arrangeRows(
  rows: readonly InboxRow[],
  { pinned, archived }: Pick<PreferencesView, "pinned" | "archived">,
): ArrangedRows {
  if (pinned.length === 0 && archived.size === 0) return { listed: rows, archived: [] };
  const placeOf = new Map(pinned.map((key, index) => [key, index]));
  const top: InboxRow[] = [];
  const others: InboxRow[] = [];
  const away: InboxRow[] = [];
  for (const row of rows) {
    if (archived.has(row.key)) away.push(row);
    else if (placeOf.has(row.key)) top.push(row);
    else others.push(row);
  }
  top.sort((a, b) => (placeOf.get(a.key) ?? 0) - (placeOf.get(b.key) ?? 0));
  return { listed: [...top, ...others], archived: away };
}

/** How many messages wait to be read, in conversations that may ask for attention. */
export function unreadTotal(
  rows: readonly InboxRow[],
  view: PreferencesView,
  nowMs: number,
): number {
  return rows
    .filter((row) => mayAskForAttention(row, view, nowMs))
    .reduce((sum, { unreadCount }) => sum + unreadCount, 0);
}

/** Whether a conversation is neither put away, nor muted, nor of somebody who was not let in. */
export function mayAskForAttention(
  { key, consent }: Pick<InboxRow, "key" | "consent">,
  view: PreferencesView,
  nowMs: number,
): boolean {
  const isQuiet = view.archived.has(key) || isMuted(settledAbout(view, key), nowMs);
  return consent === "allowed" && !isQuiet;
}

import type { InboxRow } from "@/lib/messaging/core/view.ts";
import { isMuted, type PreferencesView, settledAbout } from "./preferences.ts";

export type ArrangedRows = {
  /** The pinned ones in their order, then the newest first. */
  listed: readonly InboxRow[];
  archived: readonly InboxRow[];
  /** Of people not known here, who have written and wait for a decision. */
  requests: readonly InboxRow[];
  /** Of people one wants to hear nothing from. */
  blocked: readonly InboxRow[];
};

/** The list as the person arranged it. `rows` come newest first. */
export function arrangeRows(
  rows: readonly InboxRow[],
  { pinned, archived }: Pick<PreferencesView, "pinned" | "archived">,
): ArrangedRows {
  const isArranged = pinned.length > 0 || archived.size > 0;
  if (!isArranged && rows.every((row) => isWelcome(row))) {
    return { listed: rows, archived: [], requests: [], blocked: [] };
  }
  const placeOf = new Map(pinned.map((key, index) => [key, index]));
  const top: InboxRow[] = [];
  const others: InboxRow[] = [];
  const away: InboxRow[] = [];
  const strangers = rows.filter((row) => row.consent === "unknown" && !isWelcome(row));
  for (const row of rows.filter(isWelcome)) {
    if (archived.has(row.key)) away.push(row);
    else if (placeOf.has(row.key)) top.push(row);
    else others.push(row);
  }
  top.sort((a, b) => (placeOf.get(a.key) ?? 0) - (placeOf.get(b.key) ?? 0));
  return {
    listed: [...top, ...others],
    archived: away,
    // One whose words were deleted asks for nothing until they write again.
    requests: strangers.filter(({ preview }) => preview !== undefined),
    blocked: rows.filter(({ consent }) => consent === "denied"),
  };
}

/** Whoever writes to a stranger, or has begun to, has welcomed them. */
function isWelcome({ consent, preview }: InboxRow): boolean {
  return consent === "allowed" || (consent === "unknown" && preview?.mine === true);
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

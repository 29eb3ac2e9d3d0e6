import type { InboxRow } from "@/lib/messaging/core/view.ts";
import { isMuted, type PreferencesView, settledAbout } from "./preferences.ts";
import type { Change } from "./settings.ts";

type Row = Pick<InboxRow, "key" | "lastAtMs" | "preview">;

/** Puts a conversation away with everything that was said in it until now. */
export function archive({ key, lastAtMs }: Pick<Row, "key" | "lastAtMs">): Change[] {
  return [{ about: key, name: "archivedThroughMs", value: lastAtMs }];
}

export function unarchive({ key }: Pick<Row, "key">): Change[] {
  return [{ about: key, name: "archivedThroughMs", value: 0 }];
}

/**
 * What the list's news change in the archive: a conversation comes back with a new message of
 * somebody else, and a muted one stays, also when its silence ends later.
 */
export function heedRows(view: PreferencesView, rows: readonly Row[], nowMs: number): Change[] {
  if (view.archived.size === 0) return [];
  return rows.flatMap((row) => {
    if (!view.archived.has(row.key) || !isSaidByOther(row)) return [];
    const settled = settledAbout(view, row.key);
    if (row.lastAtMs <= settled.archivedThroughMs) return [];
    return isMuted(settled, nowMs) ? archive(row) : unarchive(row);
  });
}

function isSaidByOther({ preview }: Row): boolean {
  return preview !== undefined && !preview.mine && preview.content.type !== "group-changed";
}

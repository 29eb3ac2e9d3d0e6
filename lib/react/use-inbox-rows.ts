import { useMemo } from "react";
import type { InboxRow } from "@/lib/messaging/core/view.ts";
import { useMessagingView } from "./use-messaging-view.ts";

export type InboxRows = { status: "loading" | "ready"; rows: readonly InboxRow[] };

/** The list, newest first. A row that did not change is the same object as before. */
export function useInboxRows(): InboxRows {
  const status = useMessagingView((view) => view.status);
  const rows = useMessagingView((view) => view.rows);
  return useMemo(() => ({ status, rows }), [status, rows]);
}

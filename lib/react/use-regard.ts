import { useMemo } from "react";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { type Consent, dmKey } from "@/lib/messaging/core/records.ts";
import { useMessagingView } from "./use-messaging-view.ts";

/** What this person decided about somebody whom they may meet in groups only. */
export type Regard = "accepted" | "blocked" | "undecided";

export function useRegard(inboxId: InboxId): Regard {
  const key = dmKey(inboxId);
  return useMessagingView(({ rows }) => regardOf(rows.find((row) => row.key === key)?.consent));
}

/** The same for many. */
export function useRegards(): (inboxId: InboxId) => Regard {
  const rows = useMessagingView((view) => view.rows);
  return useMemo(() => {
    const consents = new Map(rows.map(({ key, consent }) => [key, consent]));
    return (inboxId) => regardOf(consents.get(dmKey(inboxId)));
  }, [rows]);
}

function regardOf(consent: Consent | undefined): Regard {
  if (consent === "allowed") return "accepted";
  return consent === "denied" ? "blocked" : "undecided";
}

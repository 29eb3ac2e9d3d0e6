import type { InboxId } from "@/lib/identity/core/ids.ts";
import { dmKey } from "@/lib/messaging/core/records.ts";
import { useMessagingView } from "./use-messaging-view.ts";

/** What this person decided about somebody whom they may meet in groups only. */
export type Regard = "accepted" | "blocked" | "undecided";

export function useRegard(inboxId: InboxId): Regard {
  const key = dmKey(inboxId);
  return useMessagingView(({ rows }) => {
    const consent = rows.find((row) => row.key === key)?.consent;
    if (consent === "allowed") return "accepted";
    return consent === "denied" ? "blocked" : "undecided";
  });
}

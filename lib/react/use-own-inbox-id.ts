import type { InboxId } from "@/lib/identity/core/ids.ts";
import { useMessagingView } from "./use-messaging-view.ts";

/** Whose inbox is shown. */
export function useOwnInboxId(): InboxId | undefined {
  return useMessagingView(({ inboxId }) => inboxId);
}

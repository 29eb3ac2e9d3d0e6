import { useMessagingView } from "./use-messaging-view.ts";

/** Whether an inbox is shown, from this device's own data at least. */
export function useMessagingReady(): boolean {
  return useMessagingView((view) => view.inboxId !== undefined);
}

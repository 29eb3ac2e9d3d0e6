import type { Connection } from "@/lib/messaging/core/view.ts";
import { useMessagingView } from "./use-messaging-view.ts";

/** Whether what is written now reaches the network now. */
export function useConnection(): Connection {
  return useMessagingView((view) => view.connection);
}

import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { useParley } from "./parley-context.ts";

/** Reads a conversation without opening it. */
export function useMarkRead(): (thread: ThreadKey) => void {
  return useParley().messaging.markRead;
}

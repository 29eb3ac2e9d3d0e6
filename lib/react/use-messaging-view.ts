import { useStore } from "zustand";
import type { MessagingView } from "@/lib/messaging/flow/messaging-store.ts";
import { useParley } from "./parley-context.ts";

/** A part of what messaging shows. Renders again only when that part is another object. */
export function useMessagingView<T>(select: (view: MessagingView) => T): T {
  return useStore(useParley().messaging.store, select);
}

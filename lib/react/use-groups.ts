import type { Groups } from "@/lib/messaging/flow/groups.ts";
import { useParley } from "./parley-context.ts";

/** Making groups and changing them; what they are is in `useThread`. */
export function useGroups(): Groups {
  return useParley().messaging.groups;
}

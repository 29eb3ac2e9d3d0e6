import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { useParley } from "./parley-context.ts";

/**
 * Opens the thread with a typed or pasted address. Fails with a `ParleyError`: `address.*`,
 * `xmtp.not-registered`, `xmtp.unreachable`.
 */
export function useOpenDm(): (addressText: string) => Promise<ThreadKey> {
  return useParley().messaging.openDm;
}

import { useMemo } from "react";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { useParley } from "./parley-context.ts";

export type SendActions = {
  /** The message is on the screen when this returns. Throws `message.too-large`. */
  send: (text: string) => void;
  /** Tries a failed message again; it never arrives twice. */
  retry: (messageKey: string) => void;
  /** Gives a failed message up. */
  discard: (messageKey: string) => void;
};

/** Writing in a thread. The same object as long as the thread is the same. */
export function useSend(key: ThreadKey): SendActions {
  const { messaging } = useParley();
  return useMemo(
    () => ({
      send: (text) => void messaging.send(key, text),
      retry: messaging.retry,
      discard: messaging.discard,
    }),
    [messaging, key],
  );
}

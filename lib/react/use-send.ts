import { useMemo } from "react";
import type {
  MessageId,
  OutgoingContent,
  QuotedMessage,
  WrittenText,
} from "@/lib/messaging/core/records.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { useParley } from "./parley-context.ts";

export type SendActions = {
  /** The message is on the screen when this returns. Throws `message.too-large`. */
  send: (written: WrittenText, replyTo?: QuotedMessage) => void;
  /** Does something to a message that is there: it shows at once. */
  act: (action: Extract<OutgoingContent, { type: "reaction" | "deletion" }>) => void;
  /** Takes messages away on this device; everybody else keeps them. */
  deleteHere: (ids: readonly MessageId[]) => Promise<void>;
  /** Tries a failed message again; it never arrives twice. */
  retry: (messageKey: string) => void;
  /** Gives a message up that has not left. */
  discard: (messageKey: string) => void;
  /** Tells the other side that one is writing. Call it at every key. */
  tellTyping: () => void;
};

/** Writing in a thread. The same object as long as the thread is the same. */
export function useSend(key: ThreadKey): SendActions {
  const { messaging } = useParley();
  return useMemo(
    () => ({
      send: (written, replyTo) => {
        const content: OutgoingContent = replyTo
          ? { type: "reply", to: replyTo, content: written }
          : written;
        messaging.write(key, content);
      },
      act: (action) => void messaging.write(key, action),
      deleteHere: async (ids) => {
        for (const id of ids) await messaging.deleteHere(id);
      },
      retry: messaging.retry,
      discard: messaging.discard,
      tellTyping: () => messaging.tellTyping(key),
    }),
    [messaging, key],
  );
}

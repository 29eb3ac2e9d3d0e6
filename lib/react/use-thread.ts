import { useEffect, useMemo } from "react";
import type { MessageId } from "@/lib/messaging/core/records.ts";
import type { Thread, ThreadKey } from "@/lib/messaging/core/view.ts";
import type { ShownMessage } from "@/lib/messaging/flow/show-message.ts";
import { useParley } from "./parley-context.ts";
import { useMessagingReady } from "./use-messaging-ready.ts";
import { useMessagingView } from "./use-messaging-view.ts";

export type ThreadHandle = Thread & {
  /** Brings the page before the oldest message; resolves when it is in. */
  loadOlder: () => Promise<void>;
  /** Brings the page after the newest message shown, where that is not the latest. */
  loadNewer: () => Promise<void>;
  /** Shows a message of this thread in its place; `gone` when it is not there any more. */
  showMessage: (messageId: MessageId) => Promise<ShownMessage>;
  /** Goes on to the latest messages. */
  showLatest: () => void;
  /** Everything shown now has been seen. */
  markRead: () => void;
};

/** One thread, loaded when it is first looked at. */
export function useThread(key: ThreadKey): ThreadHandle {
  const { messaging } = useParley();
  const isShown = useMessagingReady();
  const thread = useMessagingView((view) => view.threads[key]);
  useEffect(() => {
    if (isShown) messaging.openThread(key);
  }, [messaging, key, isShown]);
  const verbs = useMemo(
    () => ({
      loadOlder: () => messaging.loadOlder(key),
      loadNewer: () => messaging.loadNewer(key),
      showMessage: (messageId: MessageId) => messaging.showMessage(key, messageId),
      showLatest: () => messaging.showLatest(key),
      markRead: () => messaging.markRead(key),
    }),
    [messaging, key],
  );
  return useMemo(() => ({ ...(thread ?? notLoaded(key)), ...verbs }), [thread, key, verbs]);
}

function notLoaded(key: ThreadKey): Thread {
  return { key, status: "loading", items: [], hasOlder: false, hasNewer: false };
}

import { useCallback, useEffect, useMemo } from "react";
import type { Thread, ThreadKey } from "@/lib/messaging/core/view.ts";
import { useParley } from "./parley-context.ts";
import { useMessagingReady } from "./use-messaging-ready.ts";
import { useMessagingView } from "./use-messaging-view.ts";

export type ThreadHandle = Thread & {
  /** Brings the page before the oldest message; resolves when it is in. */
  loadOlder: () => Promise<void>;
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
  const loadOlder = useCallback(() => messaging.loadOlder(key), [messaging, key]);
  const markRead = useCallback(() => messaging.markRead(key), [messaging, key]);
  return useMemo(
    () => ({ ...(thread ?? notLoaded(key)), loadOlder, markRead }),
    [thread, key, loadOlder, markRead],
  );
}

function notLoaded(key: ThreadKey): Thread {
  return { key, status: "loading", items: [], hasOlder: false };
}

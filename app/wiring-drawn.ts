import type { Messaging } from "@/lib/messaging/flow/messaging.ts";
import type { MessagingHost } from "@/lib/messaging/ports/host.ts";

/** A list that this device kept is drawn within this; what takes longer is not waited for. */
const DRAWN_WITHIN_MS = 300;

/**
 * Resolves once the list of a returning account is on the screen: the engine compiles on every
 * core there is, and the first sight of the inbox must not wait for that.
 */
export function drawn({ store }: Messaging, host: MessagingHost): Promise<void> {
  if (store.getState().status === "ready") return Promise.resolve();
  return new Promise((resolve) => {
    const stopWaiting = host.at(host.nowMs() + DRAWN_WITHIN_MS, resolve);
    const stopWatching = store.subscribe(({ status }) => {
      if (status !== "ready") return;
      stopWatching();
      stopWaiting();
      host.beforePaint(() => host.beforePaint(resolve));
    });
  });
}

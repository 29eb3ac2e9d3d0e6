import { createStore } from "zustand/vanilla";
import type { MessagingStore } from "@/lib/messaging/flow/messaging-store.ts";
import type { Unsubscribe } from "@/lib/messaging/ports/host.ts";
import type {
  NotificationScreen,
  Notifications,
  NotificationsView,
  RingingCall,
} from "./tell-of-messages.ts";

export type LatePorts = {
  /** The notifications themselves, the same each time; tried again when it failed. */
  load: () => Promise<Notifications>;
  messaging: Pick<MessagingStore, "getState" | "subscribe">;
};

/**
 * Notifications that are loaded with the first inbox: before that there is nobody to tell, and who
 * only looks at the landing page loads nothing of it. What they are told until then, they learn.
 */
export function lateNotifications({ load, messaging }: LatePorts): Notifications {
  const store = createStore<NotificationsView>(() => ({
    permission: "default",
    mention: undefined,
    hasWritten: false,
  }));
  let loaded: Notifications | undefined;
  let leads = false;
  let looksAt: Parameters<Notifications["look"]>[0];
  let ringing: RingingCall | undefined;
  let screen: NotificationScreen | undefined;
  let detach: Unsubscribe | undefined;

  async function begin(): Promise<Notifications> {
    const made = await load();
    if (loaded) return loaded;
    loaded = made;
    made.store.subscribe((view) => store.setState(view, true));
    if (screen) detach = made.attach(screen);
    made.start();
    made.lead(leads);
    made.look(looksAt);
    made.ring(ringing);
    return made;
  }

  function beginWithInbox(): void {
    if (!messaging.getState().inboxId) return;
    stopWaiting();
    begin().catch(waitForInbox);
  }

  let stopWaiting = () => {};
  function waitForInbox(): void {
    stopWaiting = messaging.subscribe(beginWithInbox);
  }

  return {
    store,
    start() {
      waitForInbox();
      beginWithInbox();
    },
    lead(isLeading) {
      leads = isLeading;
      loaded?.lead(isLeading);
    },
    look(thread) {
      looksAt = thread;
      loaded?.look(thread);
    },
    ring(call) {
      ringing = call;
      loaded?.ring(call);
    },
    attach(given) {
      screen = given;
      detach = loaded?.attach(given);
      return () => {
        if (screen !== given) return;
        screen = undefined;
        detach?.();
      };
    },
    dismiss: () => loaded?.dismiss(),
    request: async () => (await begin()).request(),
  };
}

import type { Notifier, SystemNotification, SystemPermission } from "../ports.ts";
import { playChime } from "./chime.ts";

type EndListener = (tag: string, how: "clicked" | "closed") => void;

/**
 * Notifications of the browser (Notifications API), the app's badge (Badging API) and a sound. The
 * system's own sound is off: Parley's can be switched off, and two would be one too many.
 */
export function browserNotifier(): Notifier {
  const open = new Map<string, Notification>();
  const listeners = new Set<EndListener>();

  function end(tag: string, notification: Notification, how: "clicked" | "closed"): void {
    // One that was replaced says that it closed, too.
    if (open.get(tag) !== notification) return;
    open.delete(tag);
    for (const listener of listeners) listener(tag, how);
  }

  function show({ tag, title, body, isLoud, stays }: SystemNotification): void {
    const options = {
      tag,
      body,
      icon: "/icons/icon-192.png",
      silent: true,
      // Without it a notification of the same tag changes its words and does not show again.
      ...(isLoud && { renotify: true }),
      ...(stays && { requireInteraction: true }),
    };
    try {
      const notification = new Notification(title, options);
      open.set(tag, notification);
      notification.onclick = () => {
        window.focus();
        end(tag, notification, "clicked");
        notification.close();
      };
      notification.onclose = () => end(tag, notification, "closed");
    } catch {
      // Browsers of phones let service workers notify, and no page.
      void throughWorker((worker) => worker.showNotification(title, options));
    }
  }

  return {
    permission,
    request: async () => {
      if (permission() === "unsupported") return "unsupported";
      return Notification.requestPermission();
    },
    onPermission,
    show,
    close: (tag) => {
      const notification = open.get(tag);
      open.delete(tag);
      if (notification) return notification.close();
      void throughWorker(async (worker) => {
        for (const shown of await worker.getNotifications({ tag })) shown.close();
      });
    },
    onEnd: (listener) => {
      listeners.add(listener);
      const stopHearing = hearWorker((tag) => listener(tag, "clicked"));
      return () => {
        listeners.delete(listener);
        stopHearing();
      };
    },
    setBadge: (count) => {
      const set = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
      set?.catch(() => undefined);
    },
    playSound: playChime,
  };
}

async function throughWorker(
  work: (worker: ServiceWorkerRegistration) => Promise<void>,
): Promise<void> {
  const worker = await navigator.serviceWorker?.getRegistration();
  // Without a worker there are the title and the badge.
  if (worker) await work(worker).catch(() => undefined);
}

/** The worker tells of clicks on what it showed. */
function hearWorker(onClick: (tag: string) => void): () => void {
  const hear = ({ data }: MessageEvent<{ kind?: string; tag?: string } | undefined>) => {
    if (data?.kind === "notification-clicked" && data.tag) onClick(data.tag);
  };
  navigator.serviceWorker?.addEventListener("message", hear);
  return () => navigator.serviceWorker?.removeEventListener("message", hear);
}

function permission(): SystemPermission {
  return "Notification" in window ? Notification.permission : "unsupported";
}

/** People change their mind in the browser's own settings. */
function onPermission(listener: () => void): () => void {
  const ending = new AbortController();
  navigator.permissions?.query({ name: "notifications" }).then(
    (status) => status.addEventListener("change", listener, { signal: ending.signal }),
    () => undefined,
  );
  return () => ending.abort();
}

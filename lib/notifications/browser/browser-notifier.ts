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

  function show({ tag, title, body, isLoud }: SystemNotification): void {
    try {
      const notification = new Notification(title, {
        tag,
        body,
        icon: "/icons/icon-192.png",
        silent: true,
        // Without it a notification of the same tag changes its words and does not show again.
        ...(isLoud && { renotify: true }),
      });
      open.set(tag, notification);
      notification.onclick = () => {
        window.focus();
        end(tag, notification, "clicked");
        notification.close();
      };
      notification.onclose = () => end(tag, notification, "closed");
    } catch {
      // Browsers of phones let service workers notify, and no page: there the title and badge tell.
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
      notification?.close();
    },
    onEnd: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setBadge: (count) => {
      const set = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
      set?.catch(() => undefined);
    },
    playSound: playChime,
  };
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

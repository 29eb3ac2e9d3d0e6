import type { MessagingHost, Unsubscribe } from "../ports/host.ts";

/** A page that was hidden this long may have slept: what it believes of the network is old. */
const ASLEEP_MS = 10_000;
/** A hidden page gets no frames. */
const HIDDEN_FRAME_MS = 100;

/** Time, chance and the page, in a browser. */
export function browserHost(): MessagingHost {
  return {
    nowMs: () => Date.now(),
    at: (atMs, run) => {
      const timer = setTimeout(run, Math.max(0, atMs - Date.now()));
      return () => clearTimeout(timer);
    },
    beforePaint,
    random: () => Math.random(),
    newKey: () => crypto.randomUUID(),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    startOfDayMs: (atMs) => new Date(atMs).setHours(0, 0, 0, 0),
    onWoke,
    onLeaving: (listener) => listen(window, "pagehide", listener),
  };
}

function beforePaint(run: () => void): void {
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    run();
  };
  requestAnimationFrame(once);
  setTimeout(once, HIDDEN_FRAME_MS);
}

function onWoke(listener: () => void): Unsubscribe {
  let hiddenSinceMs: number | undefined;
  const stopOnline = listen(window, "online", listener);
  const stopVisibility = listen(document, "visibilitychange", () => {
    if (document.hidden) {
      hiddenSinceMs = Date.now();
      return;
    }
    const sleptMs = hiddenSinceMs === undefined ? 0 : Date.now() - hiddenSinceMs;
    hiddenSinceMs = undefined;
    if (sleptMs >= ASLEEP_MS) listener();
  });
  return () => {
    stopOnline();
    stopVisibility();
  };
}

function listen(target: EventTarget, type: string, listener: () => void): Unsubscribe {
  target.addEventListener(type, listener);
  return () => target.removeEventListener(type, listener);
}

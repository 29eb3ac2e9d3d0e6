import type { KeptApp } from "../ports.ts";

const WORKER_PATH = "/api/offline-worker";

/** The kept app, over a service worker (W3C Service Workers). */
export function serviceWorkerApp(): KeptApp {
  const listeners = new Set<() => void>();
  let registration: ServiceWorkerRegistration | undefined;
  let isTakingOver = false;

  function tellNewer(): void {
    for (const listener of listeners) listener();
  }

  /** One that installs while another is in charge waits: pages are of that other's build. */
  function watch(found: ServiceWorkerRegistration): void {
    if (found.waiting && navigator.serviceWorker.controller) tellNewer();
    found.addEventListener("updatefound", () => {
      const coming = found.installing;
      coming?.addEventListener("statechange", () => {
        if (coming.state === "installed" && navigator.serviceWorker.controller) tellNewer();
      });
    });
  }

  return {
    async keep() {
      if (!("serviceWorker" in navigator)) return;
      holdPage();
      navigator.serviceWorker.addEventListener("controllerchange", () => {
        if (isTakingOver) window.location.reload();
      });
      registration = await navigator.serviceWorker.register(WORKER_PATH, {
        scope: "/",
        updateViaCache: "none",
      });
      watch(registration);
    },
    look: async () => void (await registration?.update()),
    onNewer(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    useNewer() {
      isTakingOver = true;
      const waiting = registration?.waiting;
      // Another tab had it take over already: this page only has to be opened anew.
      if (!waiting) return window.location.reload();
      waiting.postMessage("take-over");
    },
  };
}

/** Tells the worker, for as long as this page is open, which files it is made of. */
function holdPage(): void {
  const scripts = [...document.scripts]
    .filter(({ src }) => src !== "")
    .map(({ src }) => new URL(src).pathname)
    .filter((path) => path.startsWith("/_next/static/"));
  const forEver = new Promise<never>(() => {});
  void navigator.locks.request(
    `parley-page ${scripts.join(" ")}`,
    { mode: "shared" },
    () => forEver,
  );
}

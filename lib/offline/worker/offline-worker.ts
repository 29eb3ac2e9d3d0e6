/** What this worker needs to know of the build that it belongs to. */
export type AppFiles = {
  /** Names the build: another list of files has another name. */
  id: string;
  /** Paths that never change what they hold (their names carry a hash), and the icons. */
  files: readonly string[];
  /** Where lists are in the messenger, besides what is below `/dm`, `/g` and `/settings`. */
  lists: readonly string[];
};

/** The part of `ServiceWorkerGlobalScope` that is used; the page's types know none of it. */
export type OfflineScope = {
  caches: CacheStorage;
  fetch: typeof fetch;
  location: { origin: string };
  registration: {
    navigationPreload?: { enable(): Promise<void> };
  };
  clients: {
    claim(): Promise<void>;
    matchAll(options: { type: "window" }): Promise<readonly OpenPage[]>;
  };
  navigator: { locks: Pick<LockManager, "query"> };
  setTimeout(run: () => void, afterMs: number): unknown;
  skipWaiting(): Promise<void>;
  addEventListener(type: string, listener: (event: never) => void): void;
};

type OpenPage = { focus(): Promise<unknown>; postMessage(message: unknown): void };

type Waiting = { waitUntil(work: Promise<unknown>): void };

type FetchHappening = Waiting & {
  request: Request;
  preloadResponse?: Promise<Response | undefined>;
  respondWith(response: Promise<Response>): void;
};

/**
 * The service worker. It keeps the files of one build of the app, and the last page that belonged
 * to it with the headers it came with, so that Parley opens without its server. It answers for
 * nothing else: not for the API, not for other origins.
 *
 * The server sends this function as text (`app/api/offline-worker`): it may use nothing from
 * outside of itself.
 */
export function offlineWorker(scope: OfflineScope, app: AppFiles): void {
  const PREFIX = "parley-app ";
  const PAGE = "/";
  const PAGE_LOCK = "parley-page ";
  const PATIENCE_MS = 4_000;
  const SERVER_FAILED = 500;
  const own = PREFIX + app.id;
  const files = new Set(app.files);

  /** The messenger is one page under many addresses: one of them stands for all. */
  const isMessenger = (path: string) =>
    app.lists.includes(path) || /^\/(?:dm|g|settings)\/[^/]+\/?$/.test(path);

  async function install(): Promise<void> {
    const cache = await scope.caches.open(own);
    // From the browser's own cache where it has them: their names carry a hash.
    await cache.addAll([...files]);
    const page = await scope.fetch(PAGE, { cache: "no-store", credentials: "same-origin" });
    await keepPage(page);
  }

  /** A page that is made of other files belongs to another build, which has a worker of its own. */
  async function keepPage(page: Response): Promise<void> {
    if (!page.ok || page.redirected) return;
    const text = await page.text();
    const used = text.match(/\/_next\/static\/[^"'\\\s<>)]+/g) ?? [];
    if (used.length === 0 || !used.every((path) => files.has(path))) return;
    const headers = new Headers(page.headers);
    // How it travelled is not how it is kept.
    for (const name of ["content-encoding", "content-length", "transfer-encoding"])
      headers.delete(name);
    const cache = await scope.caches.open(own);
    await cache.put(PAGE, new Response(text, { headers }));
  }

  async function activate(): Promise<void> {
    await scope.registration.navigationPreload?.enable();
    await scope.clients.claim();
    await forgetUnused();
  }

  /** Files of other builds stay as long as a page that is made of them is open. */
  async function forgetUnused(): Promise<void> {
    const { held = [] } = await scope.navigator.locks.query();
    const pages = held
      .filter(({ name }) => name?.startsWith(PAGE_LOCK))
      .map(({ name = "" }) => name.slice(PAGE_LOCK.length).split(" "));
    for (const name of await scope.caches.keys()) {
      if (name === own || !name.startsWith(PREFIX)) continue;
      const cache = await scope.caches.open(name);
      const kept = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
      const isUsed = pages.some((scripts) => scripts.every((script) => kept.has(script)));
      if (!isUsed) await scope.caches.delete(name);
    }
  }

  async function answerPage(happening: FetchHappening): Promise<Response> {
    const network = fromNetwork(happening);
    happening.waitUntil(network.then((page) => keepPage(page.clone())).catch(() => undefined));
    const kept = await (await scope.caches.open(own)).match(PAGE, { ignoreVary: true });
    if (!kept) return network;
    const impatience = new Promise<Response>((resolve) => {
      scope.setTimeout(() => resolve(kept), PATIENCE_MS);
    });
    const answer = network.then(
      (page) => (page.status < SERVER_FAILED ? page : kept),
      () => kept,
    );
    return Promise.race([answer, impatience]);
  }

  /** The browser may have begun to ask while this worker woke up. */
  async function fromNetwork({ request, preloadResponse }: FetchHappening): Promise<Response> {
    return (await preloadResponse) ?? scope.fetch(request);
  }

  /** This build's file, or that of the build which an older page belongs to. */
  async function answerFile(request: Request): Promise<Response> {
    const kept =
      (await (await scope.caches.open(own)).match(request, { ignoreVary: true })) ??
      (await scope.caches.match(request, { ignoreVary: true }));
    return kept ? asAskedFor(request, kept) : scope.fetch(request);
  }

  /**
   * A worker reads what it is to run from behind the # of its address. A response that was kept
   * has an address of its own, without that; one that is made here has that of its request.
   */
  function asAskedFor({ url }: Request, kept: Response): Response {
    if (!url.includes("#")) return kept;
    const { status, statusText, headers } = kept;
    return new Response(kept.body, { status, statusText, headers });
  }

  scope.addEventListener("install", (event: Waiting) => event.waitUntil(install()));
  scope.addEventListener("activate", (event: Waiting) => event.waitUntil(activate()));
  scope.addEventListener("message", ({ data }: { data: unknown }) => {
    if (data === "take-over") void scope.skipWaiting();
  });
  scope.addEventListener("fetch", (event: FetchHappening) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (request.method !== "GET" || origin !== scope.location.origin) return;
    if (request.mode === "navigate") {
      if (isMessenger(pathname)) event.respondWith(answerPage(event));
    } else if (files.has(pathname) || pathname.startsWith("/_next/static/")) {
      event.respondWith(answerFile(request));
    }
  });
  // Browsers of phones let a worker notify, and no page.
  scope.addEventListener(
    "notificationclick",
    (event: Waiting & { notification: { tag: string; close(): void } }) => {
      const { notification } = event;
      notification.close();
      const tell = async () => {
        const [page] = await scope.clients.matchAll({ type: "window" });
        await page?.focus();
        page?.postMessage({ kind: "notification-clicked", tag: notification.tag });
      };
      event.waitUntil(tell());
    },
  );
}

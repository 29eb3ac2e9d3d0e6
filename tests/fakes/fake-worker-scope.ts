import type { OfflineScope } from "@/lib/offline/worker/offline-worker.ts";

const ORIGIN = "https://parley.example";

type Served = { body: string; headers: Record<string, string>; status: number };
type Listener = (event: never) => void;

/** Caches in memory, by path. */
class FakeCache {
  readonly entries = new Map<string, Response>();
  readonly #fetch: (url: string) => Promise<Response>;

  constructor(fetchUrl: (url: string) => Promise<Response>) {
    this.#fetch = fetchUrl;
  }

  async addAll(paths: string[]): Promise<void> {
    for (const path of paths) await this.put(path, await this.#fetch(path));
  }

  async put(path: string, response: Response): Promise<void> {
    this.entries.set(new URL(path, ORIGIN).href, response);
  }

  async match(asked: string | Request): Promise<Response | undefined> {
    const url = typeof asked === "string" ? asked : asked.url;
    return this.entries.get(new URL(url, ORIGIN).href)?.clone();
  }

  async keys(): Promise<Request[]> {
    return [...this.entries.keys()].map((url) => new Request(url));
  }
}

/** The world of a service worker: a server that may be away or slow, and events when told so. */
export class FakeWorkerScope implements OfflineScope {
  isServerUp = true;
  isServerSlow = false;
  hasSkippedWaiting = false;
  locks: string[] = [];
  readonly #served = new Map<string, Served>();
  readonly #listeners = new Map<string, Listener>();
  readonly #caches = new Map<string, FakeCache>();
  readonly #alarms: (() => void)[] = [];

  readonly location = { origin: ORIGIN };
  readonly registration = {};
  readonly clients = { claim: async () => {}, matchAll: async () => [] };
  readonly navigator = {
    locks: { query: async () => ({ held: this.locks.map((name) => ({ name })) }) },
  };
  readonly setTimeout = (run: () => void) => this.#alarms.push(run);
  readonly skipWaiting = async () => {
    this.hasSkippedWaiting = true;
  };

  readonly fetch = async (asked: RequestInfo | URL): Promise<Response> => {
    if (!this.isServerUp) throw new TypeError("Failed to fetch");
    if (this.isServerSlow) return new Promise(() => {});
    const url = new URL(asked instanceof Request ? asked.url : String(asked), ORIGIN);
    const served = this.#served.get(url.pathname);
    if (!served) return new Response("nothing here", { status: 404 });
    return new Response(served.body, { headers: served.headers, status: served.status });
  };

  readonly caches = {
    open: async (name: string) => {
      const cache = this.#caches.get(name) ?? new FakeCache(this.fetch);
      this.#caches.set(name, cache);
      return cache;
    },
    keys: async () => [...this.#caches.keys()],
    delete: async (name: string) => this.#caches.delete(name),
    match: async (asked: string | Request) => {
      for (const cache of this.#caches.values()) {
        const found = await cache.match(asked);
        if (found) return found;
      }
      return undefined;
    },
  } as unknown as CacheStorage;

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, listener);
  }

  serve(path: string, body: string, headers: Record<string, string> = {}, status = 200): void {
    this.#served.set(path, { body, headers, status });
  }

  async happen(type: "install" | "activate"): Promise<void> {
    const work: Promise<unknown>[] = [];
    this.#tell(type, { waitUntil: (each: Promise<unknown>) => work.push(each) });
    await Promise.all(work);
  }

  tell(data: unknown): void {
    this.#tell("message", { data });
  }

  /** What the worker answers; undefined when it leaves the request to the browser. */
  ask(url: string, init: RequestInit = {}): Promise<Response | undefined> {
    return this.#request(new Request(new URL(url, ORIGIN), init));
  }

  navigate(path: string): Promise<Response | undefined> {
    const request = new Request(new URL(path, ORIGIN));
    return this.#request(Object.defineProperty(request, "mode", { value: "navigate" }));
  }

  /** Whatever waits for some time has waited. */
  async passTime(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    for (const run of this.#alarms.splice(0)) run();
  }

  async #request(request: Request): Promise<Response | undefined> {
    const work: Promise<unknown>[] = [];
    let answer: Promise<Response> | undefined;
    this.#tell("fetch", {
      request,
      waitUntil: (each: Promise<unknown>) => work.push(each),
      respondWith: (response: Promise<Response>) => {
        answer = response;
      },
    });
    const given = await answer;
    if (!this.isServerSlow) await Promise.allSettled(work);
    return given;
  }

  #tell(type: string, event: unknown): void {
    this.#listeners.get(type)?.(event as never);
  }
}

import { fetchServerApi } from "@/lib/server-session/browser/fetch-server-api.ts";
import { webSessionMark } from "@/lib/server-session/browser/web-session-mark.ts";
import { siteOf } from "@/lib/server-session/core/site.ts";
import { createServerAccess, type ServerAccess } from "@/lib/server-session/flow/server-access.ts";
import type { SessionRoutes } from "@/lib/server-session/server/http/session-routes.ts";
import type { SessionSite } from "./session-site.ts";
import { VirtualHost } from "./virtual-host.ts";

const ROUTES: Record<string, keyof SessionRoutes> = {
  "GET /api/session": "read",
  "POST /api/session": "prove",
  "DELETE /api/session": "end",
  "POST /api/session/nonce": "nonce",
  "POST /api/session/refresh": "refresh",
};

/** A browser with one cookie and one storage for all its tabs, before a server in memory. */
export class SiteBrowser {
  /** What was asked, in order. */
  readonly asked: string[] = [];
  readonly host = new VirtualHost();
  readonly storage = new Map<string, string>();
  cookie = "";
  isOffline = false;
  readonly #site: SessionSite;

  constructor(site: SessionSite) {
    this.#site = site;
  }

  openTab(): ServerAccess {
    const { storage } = this;
    const mark = webSessionMark(() => ({
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, value) => void storage.set(key, value),
      removeItem: (key) => void storage.delete(key),
    }));
    const api = fetchServerApi({ send: (path, init) => this.#send(path, init), isFramed: false });
    const { host } = this;
    return createServerAccess({ api, mark, site: () => siteOf(this.#site.origin), host });
  }

  async #send(path: string, { method = "GET", body }: RequestInit): Promise<Response> {
    const asked = `${method} ${path}`;
    this.asked.push(asked);
    if (this.isOffline) throw new TypeError("Failed to fetch");
    const route = ROUTES[asked];
    if (!route) throw new Error(`No route ${asked}`);
    const cookie = this.cookie || undefined;
    const answer = await this.#site.ask(route, { cookie, ...(body && { body: String(body) }) });
    const set = answer.headers.get("set-cookie")?.split(";")[0];
    if (set !== undefined) this.cookie = set.endsWith("=") ? "" : set;
    return answer;
  }
}

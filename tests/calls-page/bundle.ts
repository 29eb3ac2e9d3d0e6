import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { BrowserContext } from "@playwright/test";
import { build } from "vite";

/** Browsers give a camera to pages of this machine; nothing listens there, the bundle answers. */
const URL_OF_PAGE = "http://localhost/";
const TYPES: Record<string, string> = { ".html": "text/html", ".js": "text/javascript" };

export type CallsSite = {
  url: string;
  /** Every page of the context finds it there, in whatever network its browser is. */
  serveTo(context: BrowserContext): Promise<void>;
  close(): Promise<void>;
};

/** The page of calls, bundled. */
export async function bundleCallsPage(): Promise<CallsSite> {
  const folder = await mkdtemp(path.join(tmpdir(), "parley-calls-page-"));
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: "error",
    build: { outDir: folder, emptyOutDir: true, target: "esnext" },
    resolve: { alias: { "@": path.join(import.meta.dirname, "../..") } },
  });
  return {
    url: URL_OF_PAGE,
    serveTo: async (context) => {
      await context.route(`${URL_OF_PAGE}**`, async (route) => {
        const { pathname } = new URL(route.request().url());
        const file = path.join(folder, pathname === "/" ? "index.html" : path.normalize(pathname));
        const body = await readFile(file).catch(() => undefined);
        const contentType = TYPES[path.extname(file)] ?? "application/octet-stream";
        await route.fulfill(body ? { body, contentType } : { status: 404 });
      });
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

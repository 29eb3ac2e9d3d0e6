import { readdirSync, readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ControlRoute } from "../control/control-routes.ts";

const FOLDER = fileURLToPath(new URL("page", import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".js": "text/javascript; charset=utf-8",
};

/** The page runs its own scripts, asks its own server, and can make no markup of any text. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

/**
 * The routes of the inspector's page, whose files are served as they are. They are JavaScript with its
 * types in comments, checked with all the rest: to strip types here would take 20 MB of memory.
 */
export function pageRoutes(): ControlRoute[] {
  const names = readdirSync(FOLDER).filter((name) => extname(name) in TYPES && !isTest(name));
  return names.map((name) => ({
    method: "GET",
    path: name === "index.html" ? "/" : `/inspect/page/${name}`,
    serve: (_, response) => servePageFile(name, response),
  }));
}

function isTest(name: string): boolean {
  return /\.test\.[jt]s$/.test(name);
}

function servePageFile(name: string, response: ServerResponse): void {
  response.writeHead(200, {
    "content-type": TYPES[extname(name)],
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
  });
  response.end(readFileSync(join(FOLDER, name)));
}

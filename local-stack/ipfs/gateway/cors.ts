import type { IncomingMessage, ServerResponse } from "node:http";

const DAY_S = 86_400;

/** What every answer carries: any page may read it, and none may show it as a page of this origin. */
const ALWAYS: Readonly<Record<string, string>> = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, HEAD, OPTIONS",
  "access-control-allow-headers":
    "Accept, Content-Type, If-None-Match, If-Range, Range, User-Agent, X-Parley-Faults",
  "access-control-expose-headers":
    "Content-Length, Content-Range, Etag, X-Ipfs-Path, X-Ipfs-Roots, X-Stream-Output",
  "cross-origin-resource-policy": "cross-origin",
  "content-security-policy": "default-src 'none'; sandbox",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/** Sets what every answer carries. */
export function allowPages(response: ServerResponse): void {
  for (const [name, value] of Object.entries(ALWAYS)) response.setHeader(name, value);
}

/** Sets what every answer carries; answers a preflight and says whether the request was one. */
export function answerPreflight(request: IncomingMessage, response: ServerResponse): boolean {
  allowPages(response);
  if (request.method !== "OPTIONS") return false;
  response.setHeader("access-control-max-age", String(DAY_S));
  // Chromium asks public pages for permission to call loopback addresses.
  response.setHeader("access-control-allow-private-network", "true");
  response.writeHead(204).end();
  return true;
}

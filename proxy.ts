import { type NextRequest, NextResponse } from "next/server";
import { appConfig, isDevelopment } from "@/lib/config/app-config.ts";
import {
  EMBED_HOST_HEADER,
  embedHostOf,
  isEmbedPath,
  isEmbedWindowPath,
  LOCALE_HEADER,
} from "@/lib/config/embed-page.ts";
import { publicConfig } from "@/lib/config/public-config.ts";
import {
  contentSecurityPolicy,
  EMBED_SCRIPT_POLICY,
  OFFLINE_WORKER_POLICY,
  OPENED_BY_FRAME,
  SECURITY_HEADERS,
  STATIC_FILE_POLICY,
  VIEWER_POLICY,
} from "@/lib/config/security-headers.ts";

/**
 * Not for files on their way to the archive: Next keeps the body of what it shows to a proxy in memory,
 * and cuts it at 10 MB. Those answers bring their headers themselves.
 */
export const config = { matcher: "/((?!api/archive(?:/|$)).*)" };

const NONCE_BYTES = 16;
const OFFLINE_WORKER_PATH = "/api/offline-worker";
const VIEWER_PATH = "/api/viewer/";
const EMBED_SCRIPT_PATH = "/embed.js";

/**
 * Gives every response its security headers, with a nonce of its own.
 *
 * Computed per request because the origins come from the environment of the running server,
 * not of the build. Next reads the nonce back from the request's policy and puts it on its
 * own scripts, which is why a page must render dynamically.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname } = request.nextUrl;
  if (pathname === OFFLINE_WORKER_PATH) return secured(NextResponse.next(), OFFLINE_WORKER_POLICY);
  if (pathname === EMBED_SCRIPT_PATH) return secured(NextResponse.next(), EMBED_SCRIPT_POLICY);
  if (pathname.startsWith(VIEWER_PATH)) return secured(NextResponse.next(), VIEWER_POLICY);
  return pathname.startsWith("/_next/static/") && !isDevelopment()
    ? secured(NextResponse.next(), STATIC_FILE_POLICY)
    : pageResponse(request);
}

function pageResponse(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(NONCE_BYTES))).toString("base64");
  const { pathname, searchParams } = request.nextUrl;
  const isEmbed = isEmbedPath(pathname);
  const config = appConfig();
  const host = isEmbed ? embedHostOf(searchParams.get("host"), config.embedOrigins) : undefined;
  const isWindow = isEmbedWindowPath(pathname);
  const policy = contentSecurityPolicy({
    config: publicConfig(config),
    nonce,
    isDevelopment: isDevelopment(),
    ...(host && !isWindow && { framedBy: host }),
  });
  const requestHeaders = new Headers(request.headers);
  requestHeaders.set("Content-Security-Policy", policy);
  requestHeaders.delete(LOCALE_HEADER);
  requestHeaders.delete(EMBED_HOST_HEADER);
  if (host) requestHeaders.set(EMBED_HOST_HEADER, host);
  const locale = isEmbed && /^[a-z]{2,3}(?![a-z])/i.exec(searchParams.get("locale") ?? "")?.[0];
  if (locale) requestHeaders.set(LOCALE_HEADER, locale.toLowerCase());
  const response = NextResponse.next({ request: { headers: requestHeaders } });
  return secured(response, policy, host && isWindow ? OPENED_BY_FRAME : {});
}

function secured(
  response: NextResponse,
  policy: string,
  others: Readonly<Record<string, string>> = {},
): NextResponse {
  response.headers.set("Content-Security-Policy", policy);
  for (const [name, value] of Object.entries({ ...SECURITY_HEADERS, ...others }))
    response.headers.set(name, value);
  return response;
}

import type { IncomingMessage, RequestListener } from "node:http";
import { isLoopbackName } from "../../loopback.ts";

/** Refuses web pages before anything else is done about their requests; the RPC itself does not. */
export function refuseBrowsers(serve: RequestListener): RequestListener {
  return (request, response) => {
    const reason = refusal(request);
    if (!reason) return serve(request, response);
    response.writeHead(403, { "content-type": "text/plain", connection: "close" });
    response.end(`403 - Forbidden: ${reason}`);
  };
}

/**
 * Why a request is not obeyed; undefined when it may be. Whoever reaches the RPC may do everything,
 * so no web page may: not of its own, not by a name that it lets point to this machine. Kubo looks
 * for the same.
 */
function refusal({ headers }: IncomingMessage): string | undefined {
  if (headers.origin || headers.referer || headers["sec-fetch-site"]) {
    return "no web page may use this";
  }
  if (headers["user-agent"]?.startsWith("Mozilla")) return "no browser may use this";
  if (!isLoopbackName(headers.host)) return "this answers to localhost only";
  return undefined;
}

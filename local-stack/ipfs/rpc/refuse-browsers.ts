import type { IncomingMessage } from "node:http";
import { isLoopbackName } from "../../loopback.ts";

/**
 * Why a request is not obeyed; undefined when it may be. Whoever reaches the RPC may do everything,
 * so no web page may: not of its own, not by a name that it lets point to this machine. Kubo looks
 * for the same.
 */
export function refusal({ headers }: IncomingMessage): string | undefined {
  if (headers.origin || headers.referer || headers["sec-fetch-site"]) {
    return "no web page may use this";
  }
  if (headers["user-agent"]?.startsWith("Mozilla")) return "no browser may use this";
  if (!isLoopbackName(headers.host)) return "this answers to localhost only";
  return undefined;
}

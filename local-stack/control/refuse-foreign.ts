import type { IncomingHttpHeaders } from "node:http";
import { ControlRefusal } from "./control-routes.ts";

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Throws a {@link ControlRefusal} unless this machine asks, by its own name, and no page of another
 * site does: a page may find this port, by itself or with a name that leads here (DNS rebinding).
 */
export function refuseForeign(headers: IncomingHttpHeaders): void {
  const host = headers.host ?? "";
  if (!LOOPBACK.test(host)) {
    throw new ControlRefusal(403, "Ask by localhost: this port answers to no other name.");
  }
  const { origin } = headers;
  if (origin !== undefined && origin.toLowerCase() !== `http://${host}`.toLowerCase()) {
    throw new ControlRefusal(403, "Pages of other sites may not use this port.");
  }
  // Browsers name no origin in what a page merely embeds.
  const site = headers["sec-fetch-site"] ?? "none";
  const isFollowed = headers["sec-fetch-mode"] === "navigate";
  if (site !== "none" && site !== "same-origin" && !isFollowed) {
    throw new ControlRefusal(403, "Pages of other sites may not use this port.");
  }
}

import type { IncomingHttpHeaders } from "node:http";
import { isLoopbackName } from "../loopback.ts";
import { ControlRefusal } from "./control-routes.ts";

/**
 * Throws a {@link ControlRefusal} unless it is asked by the name of this machine, and by no page of
 * another site: a page may find this port, by itself or with a name that leads here (DNS rebinding).
 * This keeps pages away and nobody else, who may write any name: the interface does that.
 */
export function refuseForeign(headers: IncomingHttpHeaders): void {
  const host = headers.host ?? "";
  if (!isLoopbackName(host)) {
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

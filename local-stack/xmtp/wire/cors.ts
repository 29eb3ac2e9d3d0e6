import type { IncomingMessage, ServerResponse } from "node:http";

const DAY_S = 86_400;

/**
 * Lets pages of any origin call; answers their preflight and says whether the request was one.
 * The headers a client may send are those it asks for: which `x-…` headers browsers announce
 * changes with every SDK version.
 */
export function answerPreflight(request: IncomingMessage, response: ServerResponse): boolean {
  response.setHeader("access-control-allow-origin", "*");
  response.setHeader(
    "access-control-expose-headers",
    "grpc-status, grpc-message, grpc-status-details-bin",
  );
  if (request.method !== "OPTIONS") return false;
  const asked = request.headers["access-control-request-headers"];
  response.setHeader("access-control-allow-methods", "GET, POST, HEAD, OPTIONS");
  response.setHeader(
    "access-control-allow-headers",
    asked ?? "content-type, x-grpc-web, x-user-agent, grpc-timeout",
  );
  response.setHeader("access-control-max-age", String(DAY_S));
  response.setHeader("vary", "access-control-request-headers");
  // Chromium asks public pages for permission to call loopback addresses.
  response.setHeader("access-control-allow-private-network", "true");
  response.writeHead(204).end();
  return true;
}

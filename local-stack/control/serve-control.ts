import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { LocalStackError, NotUnderstoodError } from "../errors.ts";
import {
  CONTROL_HEADER,
  ControlRefusal,
  type ControlRoute,
  type JsonRoute,
} from "./control-routes.ts";
import { refuseForeign } from "./refuse-foreign.ts";

const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Serves the routes to programs and people on this machine. Refusals are JSON too:
 * `{"error": "a sentence"}` with 400 for what makes no sense, 403 for foreign pages and names, 404, 405, 409 for what the stack
 * cannot do, 413 beyond 1 MiB, 415 unless what changes something comes as `application/json`.
 */
export function serveControl(routes: readonly ControlRoute[], log: Logger): RequestListener {
  return (request, response) => {
    response.setHeader(CONTROL_HEADER, "control");
    // Nothing of it is to be shown inside of another page.
    response.setHeader("x-frame-options", "DENY");
    response.setHeader("x-content-type-options", "nosniff");
    response.setHeader("cross-origin-resource-policy", "same-origin");
    route(routes, request, response).catch((error: unknown) => refuse(response, error, log));
  };
}

async function route(
  routes: readonly ControlRoute[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  refuseForeign(request.headers);
  const url = targetOf(request);
  const here = routes.filter(({ path }) => path === url.pathname);
  if (here.length === 0) throw new ControlRefusal(404, `There is nothing at ${url.pathname}.`);
  const found = here.find(({ method }) => method === request.method);
  if (!found) {
    const methods = here.map(({ method }) => method).join(", ");
    response.setHeader("allow", methods);
    throw new ControlRefusal(405, `${url.pathname} is asked by ${methods}.`);
  }
  if ("serve" in found) return found.serve(request, response);
  const body = await readBody(found, request);
  const answer = await found.answer({ query: url.searchParams, body });
  sendJson(response, 200, answer ?? {});
}

function targetOf({ url: target = "/" }: IncomingMessage): URL {
  const url = URL.parse(target, "http://control.invalid");
  if (!url) throw new ControlRefusal(400, "That is no address on this port.");
  return url;
}

async function readBody({ method }: JsonRoute, request: IncomingMessage): Promise<unknown> {
  if (method === "GET") return undefined;
  const [type] = (request.headers["content-type"] ?? "").split(";", 1);
  if (type?.trim().toLowerCase() !== "application/json") {
    throw new ControlRefusal(415, "Send what changes something as application/json.");
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new ControlRefusal(413, "At most 1 MiB can be sent here.");
  }
  if (bytes === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    throw new ControlRefusal(400, "What was sent is not JSON.");
  }
}

function refuse(response: ServerResponse, error: unknown, log: Logger): void {
  if (response.headersSent) return void response.destroy();
  const status = statusOf(error);
  if (status === 500) log.error({ err: error }, "control request failed");
  // The rest of a body that is too large is not read, so no other request can follow it.
  if (status === 413) response.setHeader("connection", "close");
  const message = error instanceof Error && status !== 500 ? error.message : "Something broke.";
  sendJson(response, status, { error: message });
}

function statusOf(error: unknown): number {
  if (error instanceof ControlRefusal) return error.status;
  if (error instanceof NotUnderstoodError) return 400;
  return error instanceof LocalStackError ? 409 : 500;
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(value));
}

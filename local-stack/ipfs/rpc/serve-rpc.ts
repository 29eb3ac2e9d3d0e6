import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { IpfsNode } from "../ipfs-node.ts";
import { readTarget } from "../request.ts";
import { COMMANDS } from "./commands.ts";
import { isExpected, sendError } from "./rpc-error.ts";

const PREFIX = "/api/v0/";
/** Whoever neither sends nor takes anything for so long is gone; what was held for them is let go. */
const IDLE_MS = 120_000;

/**
 * The part of Kubo's RPC (`/api/v0`) that Parley uses, as `kubo-rpc-client` speaks it. It obeys
 * whoever reaches it: `refuseBrowsers` stands before it.
 */
export function serveRpc(node: IpfsNode, log: Logger): RequestListener {
  return (request, response) => {
    request.setTimeout(IDLE_MS, () => request.destroy());
    answer(node, log, request, response).catch((error: unknown) => {
      const isOwn = !isExpected(error) && !request.errored;
      log[isOwn ? "warn" : "debug"]({ err: error }, "request failed");
      sendError(response, error);
    });
  };
}

async function answer(
  node: IpfsNode,
  log: Logger,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { path, query } = readTarget(request);
  const name = path.startsWith(PREFIX) ? path.slice(PREFIX.length) : "";
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) return sendText(response, 404, "404 page not found");
  if (request.method !== "POST") {
    response.setHeader("allow", "POST");
    return sendText(response, 405, "405 - Method Not Allowed");
  }
  await command({ node, query, request, response, log });
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain", connection: "close" }).end(text);
}

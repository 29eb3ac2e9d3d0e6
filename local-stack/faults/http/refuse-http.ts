import type { IncomingMessage, ServerResponse } from "node:http";
import { allowPages } from "../../ipfs/gateway/cors.ts";
import type { HttpRefusal } from "../core/decide-http.ts";
import type { HttpPart } from "../core/fault.ts";
import { rpcErrors } from "./json-rpc.ts";

type Shape = { type: string; write: (message: string, body?: Buffer) => string };

const TEXT: Shape = { type: "text/plain; charset=utf-8", write: (message) => `${message}\n` };
const jsonOf = (write: (message: string, body?: Buffer) => unknown): Shape => ({
  type: "application/json",
  write: (message, body) => JSON.stringify(write(message, body)),
});

/** How each part says what went wrong. */
const SHAPES: Readonly<Record<HttpPart, Shape>> = {
  history: TEXT,
  "ipfs-gateway": TEXT,
  ipfs: jsonOf((Message) => ({ Message, Code: 0, Type: "error" })),
  chain: jsonOf((message, body) => rpcErrors(body, message)),
};

/**
 * Refuses in the part's own shape, once the request is read: who still writes does not hear an answer. `body` where
 * it was read already.
 */
export function refuseHttp(
  part: HttpPart,
  response: ServerResponse,
  { status, message, retryAfterS }: HttpRefusal,
  body?: Buffer,
): void {
  const { type, write } = SHAPES[part];
  whenRead(response.req, () => {
    response.setHeader("content-type", type).setHeader("cache-control", "no-store");
    // The history server has it already, and the IPFS node's RPC is for no page.
    if (part === "ipfs-gateway") allowPages(response);
    if (part === "chain") response.setHeader("access-control-allow-origin", "*");
    if (retryAfterS !== undefined) response.setHeader("retry-after", retryAfterS);
    response.writeHead(status).end(write(message, body));
  });
}

/** Whether it asks for another protocol, as WebSocket; what follows is no body, and is not read as one. */
export function isUpgrade({ headers }: IncomingMessage): boolean {
  return headers.upgrade !== undefined;
}

/** Calls back once all of the request has come, and is dropped; or its client is gone. */
export function whenRead(request: IncomingMessage, then: () => void): void {
  if (request.complete || request.destroyed || isUpgrade(request)) then();
  else request.once("close", then).resume();
}

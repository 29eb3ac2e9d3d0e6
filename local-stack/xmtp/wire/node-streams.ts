import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { ConnectError } from "@connectrpc/connect";
import type { NodeRequest, NodeResponse } from "./universal-request.ts";

/** The two response classes have the same methods, but their overloads do not unite. */
export function head(
  response: NodeResponse,
  status: number,
  headers: Record<string, string>,
): void {
  (response as ServerResponse).writeHead(status, headers);
}

/** The head of a subscription, sent at once: clients wait for it to know that they are subscribed. */
export function startStream(request: NodeRequest, response: NodeResponse): void {
  head(response, 200, {
    "content-type": request.headers["content-type"] ?? "",
    subscribed: "true",
  });
  (response as ServerResponse).flushHeaders();
}

/** Writes all that `chunks` yields, no faster than the reader takes it, until the reader is gone. */
export async function writeAll(
  response: NodeResponse,
  chunks: AsyncIterable<Uint8Array>,
): Promise<void> {
  for await (const chunk of chunks) {
    if (isGone(response)) break;
    if (!(response as ServerResponse).write(chunk)) await drained(response);
  }
}

/**
 * What a refused request still sends is read and forgotten. Ending the response earlier resets the
 * stream under a client that is writing, which then never sees why.
 */
export async function drain(request: NodeRequest): Promise<void> {
  if (request.readableEnded || request.destroyed) return;
  request.resume();
  await Promise.race([once(request, "end"), once(request, "close")]);
}

/** True when nobody reads the response any more, or it was sent. */
export function isGone(response: NodeResponse): boolean {
  if ("stream" in response && response.stream.closed) return true;
  return response.destroyed || (response as ServerResponse).writableEnded;
}

async function drained(response: NodeResponse): Promise<void> {
  const settled = new AbortController();
  const { signal } = settled;
  const emitter = response as ServerResponse;
  await Promise.race([once(emitter, "drain", { signal }), once(emitter, "close", { signal })])
    .catch((error: unknown) => {
      throw ConnectError.from(error);
    })
    .finally(() => settled.abort());
}

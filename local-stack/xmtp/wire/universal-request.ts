import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Http2ServerRequest, Http2ServerResponse } from "node:http2";
import { Code, ConnectError } from "@connectrpc/connect";
import type { UniversalServerRequest } from "@connectrpc/connect/protocol";

export type NodeRequest = IncomingMessage | Http2ServerRequest;
export type NodeResponse = ServerResponse | Http2ServerResponse;

/**
 * A Node request as Connect's handlers take it; its signal aborts when the client goes away.
 * Connect's own converter sits in a package whose HTTP clients would be loaded as well.
 */
export function toUniversalRequest(
  request: NodeRequest,
  response: NodeResponse,
): UniversalServerRequest {
  return {
    httpVersion: request.httpVersion,
    method: request.method ?? "",
    url: new URL(request.url ?? "/", "http://node.invalid").toString(),
    header: toWebHeaders(request.headers),
    // Destroying the request would cut the connection before the refusal is sent.
    body: request.iterator({ destroyOnReturn: false }),
    signal: signalGone(response),
  };
}

/** Aborts when the client goes away before it was answered. */
export function signalGone(response: NodeResponse): AbortSignal {
  const gone = new AbortController();
  (response as ServerResponse).once("close", () => {
    if (!response.writableEnded) {
      gone.abort(new ConnectError("the client went away", Code.Canceled));
    }
  });
  return gone.signal;
}

function toWebHeaders(headers: IncomingHttpHeaders): Headers {
  const entries = Object.entries(headers).flatMap(([name, value]): [string, string][] => {
    // HTTP/2 pseudo headers are not headers for the Headers class.
    if (value === undefined || name.startsWith(":")) return [];
    return Array.isArray(value) ? value.map((each) => [name, each]) : [[name, value]];
  });
  return new Headers(entries);
}

import { type ConnectRouter, createContextValues } from "@connectrpc/connect";
import type { UniversalServerResponse } from "@connectrpc/connect/protocol";
import { drain, head, isGone, startStream, writeAll } from "./node-streams.ts";
import { kExchange } from "./rpc-layers.ts";
import type { ServeBinaryGrpc } from "./serve-binary-grpc.ts";
import { type NodeRequest, type NodeResponse, toUniversalRequest } from "./universal-request.ts";

type Handler = ConnectRouter["handlers"][number];

/** Serves a request if it is an RPC; says whether it was. */
export type RpcHandler = (request: NodeRequest, response: NodeResponse) => boolean;

/**
 * What XMTP clients send goes the short way; Connect takes the rest.
 * Connect's own Node adapter sends a stream's headers with its first message. XMTP clients wait for
 * the headers to know that they are subscribed, so this one sends them at once.
 */
export function createRpcHandler(
  { connect, binaryGrpc }: { connect: ConnectRouter; binaryGrpc: ServeBinaryGrpc },
  onBroken: (rpc: string, error: unknown) => void,
): RpcHandler {
  const byPath = new Map(connect.handlers.map((handler) => [handler.requestPath, handler]));
  return (request, response) => {
    const handler = byPath.get(request.url?.split("?", 1)[0] ?? "");
    if (!handler) return false;
    // A client that goes away is seen by the request's signal, not by an uncaught event.
    response.on("error", () => {});
    const served = binaryGrpc(request, response) ?? serve(handler, request, response);
    served.catch((error: unknown) => {
      if (!isGone(response)) onBroken(handler.method.name, error);
      response.destroy();
    });
    return true;
  };
}

async function serve(handler: Handler, request: NodeRequest, response: NodeResponse) {
  const contextValues = createContextValues().set(kExchange, { request, response });
  const universal = { ...toUniversalRequest(request, response), contextValues };
  if (isStream(handler, request)) startStream(request, response);
  const answer = await handler(universal);
  await writeBody(answer, response);
  await drain(request);
  if (answer.trailer) response.addTrailers(Object.fromEntries(answer.trailer));
  response.end();
}

function isStream(handler: Handler, request: NodeRequest): boolean {
  const contentType = request.headers["content-type"] ?? "";
  const isGrpc = contentType.startsWith("application/grpc") && !contentType.includes("-web");
  return (
    handler.method.methodKind === "server_streaming" &&
    request.method === "POST" &&
    handler.supportedContentType(contentType) &&
    (!isGrpc || request.httpVersionMajor === 2)
  );
}

async function writeBody(from: UniversalServerResponse, to: NodeResponse): Promise<void> {
  if (!to.headersSent) head(to, from.status, Object.fromEntries(from.header ?? []));
  if (from.body && !(from.body instanceof Uint8Array)) {
    await writeAll(to, from.body);
  }
}

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
    forgetEndlessDeadline(request);
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

const MAX_TIMER_MS = 0x7fff_ffff;
const UNIT_MS: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1000, m: 1 };

/** A deadline that is further away than timers reach would be one that has passed. */
function forgetEndlessDeadline({ headers }: NodeRequest): void {
  const [, count, unit = ""] = /^(\d{1,8})([HMSm])$/.exec(`${headers["grpc-timeout"]}`) ?? [];
  if (Number(count) * (UNIT_MS[unit] ?? 0) > MAX_TIMER_MS) delete headers["grpc-timeout"];
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
    // Connect knows that type and refuses it, which it can't once the headers are sent.
    !contentType.startsWith("application/grpc-web-text") &&
    (!isGrpc || request.httpVersionMajor === 2)
  );
}

async function writeBody(from: UniversalServerResponse, to: NodeResponse): Promise<void> {
  if (!to.headersSent) head(to, from.status, Object.fromEntries(from.header ?? []));
  if (from.body && !(from.body instanceof Uint8Array)) {
    await writeAll(to, from.body);
  }
}

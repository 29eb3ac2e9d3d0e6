import { create } from "@bufbuild/protobuf";
import {
  type ConnectError,
  createContextValues,
  createHandlerContext,
  type MethodImplSpec,
  type ServiceImplSpec,
} from "@connectrpc/connect";
import { createMethodUrl } from "@connectrpc/connect/protocol";
import { frameMessage, frameStatus, readMessage, statusOf } from "./binary-grpc.ts";
import { drain, head, isGone, startStream, writeAll } from "./node-streams.ts";
import { type Exchange, kExchange } from "./rpc-layers.ts";
import { type NodeRequest, type NodeResponse, signalGone } from "./universal-request.ts";

type Unary = Extract<MethodImplSpec, { kind: "unary" }>;
type Streaming = Extract<MethodImplSpec, { kind: "server_streaming" }>;

export type BinaryGrpcParts = {
  services: readonly ServiceImplSpec[];
  maxRequestBytes: number;
  /** The status for what a service threw. */
  refuse: (error: unknown, rpc: string) => ConnectError;
  shutdown: AbortSignal;
};

/** Answers the RPC if it can; `undefined` leaves it to Connect. */
export type ServeBinaryGrpc = (
  request: NodeRequest,
  response: NodeResponse,
) => Promise<void> | undefined;

const GRPC = /^application\/grpc(\+proto)?$/;
const GRPC_WEB = /^application\/grpc-web(\+proto)?$/;

/**
 * Serves what XMTP clients send, binary gRPC or gRPC-web without compression and deadline, for a
 * fraction of the processor time of Connect's handlers, to which it leaves everything else.
 */
export function createBinaryGrpc(parts: BinaryGrpcParts): ServeBinaryGrpc {
  const byPath = new Map<string, Unary | Streaming>();
  for (const spec of parts.services.flatMap(({ methods }) => Object.values(methods))) {
    if (spec.kind === "unary" || spec.kind === "server_streaming") {
      byPath.set(createMethodUrl("/", spec.method), spec);
    }
  }
  return (request, response) => {
    const spec = byPath.get(request.url ?? "");
    if (!spec || !isPlain(request)) return undefined;
    return spec.kind === "unary"
      ? answer(spec, parts, request, response)
      : stream(spec, parts, request, response);
  };
}

function isPlain({ method, headers, httpVersionMajor }: NodeRequest): boolean {
  const contentType = headers["content-type"] ?? "";
  const isBinary = GRPC_WEB.test(contentType) || (httpVersionMajor === 2 && GRPC.test(contentType));
  const isCompressed = (headers["grpc-encoding"] ?? "identity") !== "identity";
  return method === "POST" && isBinary && !isCompressed && headers["grpc-timeout"] === undefined;
}

async function answer(
  spec: Unary,
  { maxRequestBytes, refuse }: BinaryGrpcParts,
  request: NodeRequest,
  response: NodeResponse,
): Promise<void> {
  const { input, output, name } = spec.method;
  let frame: Uint8Array | undefined;
  let refusal: ConnectError | undefined;
  try {
    const message = await readMessage(request, input, maxRequestBytes);
    frame = frameMessage(
      output,
      create(output, await spec.impl(message, contextOf(spec, { request, response }))),
    );
  } catch (error) {
    refusal = refuse(error, name);
    await drain(request);
  }
  if (isGone(response)) return;
  head(response, 200, { "content-type": request.headers["content-type"] ?? "" });
  finish(request, response, refusal, frame);
}

async function stream(
  spec: Streaming,
  { maxRequestBytes, refuse, shutdown }: BinaryGrpcParts,
  request: NodeRequest,
  response: NodeResponse,
): Promise<void> {
  const { input, output, name } = spec.method;
  const context = contextOf(
    spec,
    { request, response },
    { requestSignal: signalGone(response), shutdownSignal: shutdown },
  );
  let refusal: ConnectError | undefined;
  startStream(request, response);
  try {
    const message = await readMessage(request, input, maxRequestBytes);
    await writeAll(response, framesOf(spec.impl(message, context)));
  } catch (error) {
    refusal = refuse(error, name);
    await drain(request);
  } finally {
    context.abort();
  }
  if (!isGone(response)) finish(request, response, refusal);

  async function* framesOf(messages: ReturnType<Streaming["impl"]>): AsyncGenerator<Uint8Array> {
    for await (const message of messages) yield frameMessage(output, create(output, message));
  }
}

type Signals = { requestSignal: AbortSignal; shutdownSignal: AbortSignal };

function contextOf({ method }: Unary | Streaming, exchange: Exchange, signals?: Signals) {
  return createHandlerContext({
    service: method.parent,
    method,
    protocolName: "grpc",
    requestMethod: "POST",
    url: createMethodUrl("http://node.invalid", method),
    contextValues: createContextValues().set(kExchange, exchange),
    ...signals,
  });
}

/** The last bytes of a response: gRPC has the status in trailers, gRPC-web in a last frame. */
function finish(
  { headers }: NodeRequest,
  response: NodeResponse,
  refusal: ConnectError | undefined,
  frame: Uint8Array = new Uint8Array(),
): void {
  const status = statusOf(refusal);
  if (GRPC_WEB.test(headers["content-type"] ?? "")) {
    response.end(Buffer.concat([frame, frameStatus(status)]));
  } else {
    response.addTrailers(Object.fromEntries(status));
    response.end(frame);
  }
}

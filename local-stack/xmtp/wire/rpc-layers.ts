import { constants } from "node:http2";
import type { DescMethod, DescService } from "@bufbuild/protobuf";
import { createContextKey, type HandlerContext, type ServiceImpl } from "@connectrpc/connect";
import { type NodeRequest, type NodeResponse, signalGone } from "./universal-request.ts";

/** The HTTP exchange of an RPC, as it reaches the service's context. */
export type Exchange = { request: NodeRequest; response: NodeResponse };

export const kExchange = createContextKey<Exchange | undefined>(undefined, {
  description: "the HTTP exchange of this RPC",
});

/** One RPC under way, as layers see it. */
export class RpcCall {
  /** Its name, service and message types; `method.name` is `SendGroupMessages`, for example. */
  readonly method: DescMethod;
  /** The message that was asked with, of the type `method.input`. */
  readonly request: object;
  readonly #context: HandlerContext;
  #signal: AbortSignal | undefined;

  constructor(method: DescMethod, request: object, context: HandlerContext) {
    this.method = method;
    this.request = request;
    this.#context = context;
  }

  /** A header of the request, by its name in small letters. */
  header(name: string): string | undefined {
    const value = this.#exchange?.request.headers[name];
    return Array.isArray(value) ? value.join(", ") : value;
  }

  /** Address and port of who asks; to be read before it is answered. */
  get peer(): string {
    const socket = this.#exchange?.request.socket;
    return socket ? `${socket.remoteAddress}:${socket.remotePort}` : "unknown";
  }

  /** How it is asked: `grpc`, `grpc-web` or `connect`. */
  get transport(): "grpc" | "grpc-web" | "connect" {
    const contentType = this.header("content-type") ?? "";
    if (contentType.startsWith("application/grpc-web")) return "grpc-web";
    return contentType.startsWith("application/grpc") ? "grpc" : "connect";
  }

  /** Aborts when the client goes away, and for a stream when the node stops. */
  get signal(): AbortSignal {
    if (this.#signal) return this.#signal;
    const { signal } = this.#context;
    const isStream = this.method.methodKind === "server_streaming";
    this.#signal =
      isStream || !this.#exchange
        ? signal
        : AbortSignal.any([signal, signalGone(this.#exchange.response)]);
    return this.#signal;
  }

  /** Ends the connection (over HTTP/2, the stream) without an answer. */
  cut(): void {
    const response = this.#exchange?.response;
    if (response && "stream" in response) response.stream.close(constants.NGHTTP2_INTERNAL_ERROR);
    else response?.destroy();
  }

  get #exchange(): Exchange | undefined {
    return this.#context.values.get(kExchange);
  }
}

/**
 * Something around every RPC: it may look at the answer, change, delay or refuse it. What has nothing
 * to do with an RPC returns `next()` as it is, which costs nothing. A request that is no message of
 * its type is refused before it reaches any layer; what a service throws is turned into a gRPC
 * status after the outermost one.
 */
export type RpcLayer = {
  unary?(call: RpcCall, next: () => Promise<object>): Promise<object>;
  stream?(call: RpcCall, next: () => AsyncIterable<object>): AsyncIterable<object>;
};

type AnyImpl = (request: object, context: HandlerContext) => unknown;

/** The service with `layers` around each method, the first outermost. They may change meanwhile. */
export function withLayers<Desc extends DescService>(
  service: Desc,
  implementation: Partial<ServiceImpl<Desc>>,
  layers: readonly RpcLayer[],
): Partial<ServiceImpl<Desc>> {
  const wrapped: Record<string, AnyImpl> = {};
  for (const method of service.methods) {
    const impl = (implementation as Record<string, AnyImpl | undefined>)[method.localName];
    if (!impl) continue;
    wrapped[method.localName] =
      method.methodKind === "unary"
        ? aroundUnary(method, impl, layers)
        : aroundStream(method, impl, layers);
  }
  return wrapped as Partial<ServiceImpl<Desc>>;
}

function aroundUnary(method: DescMethod, impl: AnyImpl, layers: readonly RpcLayer[]): AnyImpl {
  return (request, context) => {
    if (layers.length === 0) return impl(request, context);
    const call = new RpcCall(method, request, context);
    const innermost = async () => (await impl(request, context)) as object;
    return layers.reduceRight<() => Promise<object>>(
      (next, layer) => async () => layer.unary?.(call, next) ?? next(),
      innermost,
    )();
  };
}

function aroundStream(method: DescMethod, impl: AnyImpl, layers: readonly RpcLayer[]): AnyImpl {
  return (request, context) => {
    if (layers.length === 0) return impl(request, context);
    const call = new RpcCall(method, request, context);
    const innermost = () => impl(request, context) as AsyncIterable<object>;
    return layers.reduceRight<() => AsyncIterable<object>>(
      (next, layer) => () => layer.stream?.(call, next) ?? next(),
      innermost,
    )();
  };
}

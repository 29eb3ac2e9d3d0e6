import type { IncomingMessage, ServerResponse } from "node:http";
import type { RpcHandler } from "./node-handler.ts";
import type { NodeRequest, NodeResponse } from "./universal-request.ts";

const UNIMPLEMENTED = "12";

/** gRPC's answer for a method nobody knows: a status in the trailers of an empty stream. */
export function serveGrpc(serve: RpcHandler) {
  return (request: NodeRequest, response: NodeResponse): void => {
    if (serve(request, response)) return;
    const headers = { "content-type": "application/grpc", "grpc-status": UNIMPLEMENTED };
    (response as ServerResponse).writeHead(200, headers);
    response.end();
  };
}

/** The same for gRPC-web, where a page may read the status from the headers. */
export function serveGrpcWeb(serve: RpcHandler) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    if (serve(request, response)) return;
    if (!request.headers["content-type"]?.startsWith("application/grpc-web")) {
      return void response.writeHead(404).end();
    }
    response.writeHead(200, {
      "content-type": "application/grpc-web+proto",
      "grpc-status": UNIMPLEMENTED,
    });
    response.end();
  };
}

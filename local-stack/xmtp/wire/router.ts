import type { ConnectRouter } from "@connectrpc/connect";
import {
  Code,
  ConnectError,
  createConnectRouter,
  createServiceImplSpec,
  type Interceptor,
} from "@connectrpc/connect";
import type { Logger } from "pino";
import { IdentityApi } from "./gen/xmtp/identity_api_pb.ts";
import { MlsApi } from "./gen/xmtp/mls_api_pb.ts";
import { createIdentityService, type IdentityServiceParts } from "./identity-service.ts";
import { createMlsService, type MlsServiceParts } from "./mls-service.ts";
import { asRefusal } from "./refusals.ts";
import { type RpcLayer, withLayers } from "./rpc-layers.ts";
import { createBinaryGrpc, type ServeBinaryGrpc } from "./serve-binary-grpc.ts";

/** The official network's limit for one request, and for one message of a stream. */
const MAX_REQUEST_BYTES = 25 * 1024 * 1024;

export type RouterParts = MlsServiceParts &
  IdentityServiceParts & { log: Logger; shutdown: AbortSignal; layers: readonly RpcLayer[] };

export type Router = { connect: ConnectRouter; binaryGrpc: ServeBinaryGrpc };

/** Both services over gRPC, gRPC-web and Connect. */
export function createRouter(parts: RouterParts): Router {
  const mls = withLayers(MlsApi, createMlsService(parts), parts.layers);
  const identity = withLayers(IdentityApi, createIdentityService(parts), parts.layers);
  const refuse = createRefuse(parts.log);
  const connect = createConnectRouter({
    readMaxBytes: MAX_REQUEST_BYTES,
    // No XMTP client compresses: what travels is ciphertext.
    acceptCompression: [],
    interceptors: [refuseProperly(refuse)],
    shutdownSignal: parts.shutdown,
  });
  connect.service(MlsApi, mls);
  connect.service(IdentityApi, identity);
  const binaryGrpc = createBinaryGrpc({
    services: [
      createServiceImplSpec<typeof MlsApi>(MlsApi, mls),
      createServiceImplSpec<typeof IdentityApi>(IdentityApi, identity),
    ],
    maxRequestBytes: MAX_REQUEST_BYTES,
    refuse,
    shutdown: parts.shutdown,
  });
  return { connect, binaryGrpc };
}

type Refuse = (error: unknown, rpc: string) => ConnectError;

/** Turns what the services throw into gRPC statuses, and logs what none is meant for. */
function createRefuse(log: Logger): Refuse {
  return (error, rpc) => {
    const refusal = asRefusal(error);
    if (!refusal) log.error({ rpc, err: error }, "rpc failed");
    else log.debug({ rpc, code: Code[refusal.code], reason: refusal.rawMessage }, "rpc refused");
    return (
      refusal ?? new ConnectError("internal error", Code.Internal, undefined, undefined, error)
    );
  };
}

function refuseProperly(refuse: Refuse): Interceptor {
  return (next) => async (request) => {
    const rpc = request.method.name;
    try {
      const response = await next(request);
      if (!response.stream) return response;
      return { ...response, message: convertingErrors(response.message, (e) => refuse(e, rpc)) };
    } catch (error) {
      throw refuse(error, rpc);
    }
  };
}

async function* convertingErrors<Message>(
  messages: AsyncIterable<Message>,
  convert: (error: unknown) => ConnectError,
): AsyncGenerator<Message> {
  try {
    yield* messages;
  } catch (error) {
    throw convert(error);
  }
}

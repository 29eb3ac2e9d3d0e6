import { createClient } from "@connectrpc/connect";
import { createGrpcTransport, createGrpcWebTransport } from "@connectrpc/connect-node";
import { type LocalStack, type LocalStackOptions, startLocalStack } from "../index.ts";
import { IdentityApi } from "../xmtp/wire/gen/xmtp/identity_api_pb.ts";
import { MlsApi } from "../xmtp/wire/gen/xmtp/mls_api_pb.ts";

/** A stack of one test on free ports, without a chain unless it asks for one; its validator warm: no test's clock pays for that. */
export async function startTestStack(options: LocalStackOptions = {}): Promise<LocalStack> {
  const stack = await startLocalStack({ ports: "free", chain: false, ...options });
  await stack.warm;
  return stack;
}

/** Raw clients over gRPC-web, as browsers speak it. */
export function grpcWebClients({ urls }: Pick<LocalStack, "urls">) {
  const transport = createGrpcWebTransport({ baseUrl: urls.grpcWeb, httpVersion: "1.1" });
  return { mls: createClient(MlsApi, transport), identity: createClient(IdentityApi, transport) };
}

/** Raw clients over gRPC, as native SDKs speak it. */
export function grpcClients({ urls }: Pick<LocalStack, "urls">) {
  // Node's HTTP/2 client resets streams that buffer more than 10 MB otherwise.
  const nodeOptions = { maxSessionMemory: 1024 };
  const transport = createGrpcTransport({ baseUrl: urls.grpc, nodeOptions });
  return { mls: createClient(MlsApi, transport), identity: createClient(IdentityApi, transport) };
}

export type RawClients = ReturnType<typeof grpcWebClients>;
